/** Readable offline, where the owner wants it: the service worker is registered, or one that is not wanted any more goes. */

/** @param {Document} page */
export function setUpOffline(page) {
  const script = page.querySelector("script[data-root]");
  const workers = navigator.serviceWorker;
  if (!(script instanceof HTMLScriptElement) || !workers || !location.protocol.startsWith("http")) return;
  const address = new URL(`${script.dataset.root}sw.js`, location.href).href;
  const isServed = page.querySelector('script[src^="/_hortus/"]') !== null;
  if ("offline" in script.dataset && !isServed) void workers.register(address).catch(() => {});
  else void leave(workers, address).catch(() => {});
}

/**
 * @param {ServiceWorkerContainer} workers
 * @param {string} address
 */
async function leave(workers, address) {
  const scope = new URL(".", address).href;
  const known = await workers.getRegistration(scope);
  if (known?.scope !== scope || (known.active ?? known.installing ?? known.waiting)?.scriptURL !== address) return;
  known.active?.postMessage("hortus leave");
  await known.unregister();
}
