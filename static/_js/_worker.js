/**
 * The service worker of a site that can be read offline. Before it stands what the build knows, as `hortusOffline`: the version,
 * the shell (what is fetched at once), the page for what is not there, and the folders whose files never change under their names.
 */

/** @type {{ version: string, shell: string[], missing: string, fixed: string[] }} */
const SITE = /** @type {any} */ (globalThis).hortusOffline;

/** As much of the worker's scope as is used here; the browser's own types are those of pages. */
/** @typedef {{ waitUntil(done: Promise<unknown>): void }} Waiting */
/** @typedef {Waiting & { request: Request, respondWith(answer: Promise<Response>): void }} Asked */
/** @type {{ registration: { scope: string }, clients: { claim(): Promise<void> }, skipWaiting(): Promise<void>,
 *   addEventListener(name: string, act: (event: any) => void): void }} */
const worker = /** @type {any} */ (globalThis);

const PATIENCE = 3000; // milliseconds for the network, where there is something else to show
const MOST = 600; // files that are kept besides the shell
const MOST_AGAIN = 200; // of them that a new version fetches again

const scope = worker.registration.scope;
const shellName = `hortus ${scope} shell ${SITE.version}`;
const visitedName = `hortus ${scope} visited ${SITE.version}`;

worker.addEventListener("install", (/** @type {Waiting} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {Waiting} */ event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (/** @type {Asked} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || request.headers.has("range") || !url.href.startsWith(scope)) return;
  event.respondWith(isFixed(url) ? fromCache(request) : fromNetwork(request, event));
});

// The page says that the site does without from now on; what is under way must not be kept after all is thrown away.
let isLeft = false;
worker.addEventListener("message", (/** @type {Waiting & { data: unknown }} */ event) => {
  if (event.data !== "hortus leave") return;
  isLeft = true;
  event.waitUntil(ours().then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

/** @param {URL} url */
function isFixed(url) {
  const path = url.href.slice(scope.length);
  return SITE.fixed.some((folder) => path.startsWith(folder)) && /\.[0-9a-f]{8}\.\w+$/.test(url.pathname);
}

async function install() {
  const shell = await caches.open(shellName);
  await Promise.all(SITE.shell.map((path) => take(shell, new URL(path, scope).href, true)));
  await again(await caches.open(visitedName));
  await worker.skipWaiting();
}

/**
 * What was visited before is fetched anew: pages of another version would miss their style sheet.
 * @param {Cache} visited
 */
async function again(visited) {
  const olds = (await ours()).filter((name) => name.includes(" visited ") && name !== visitedName);
  for (const name of olds) {
    const requests = await (await caches.open(name)).keys();
    const urls = requests.map((request) => request.url).filter((url) => !isFixed(new URL(url)));
    for (const url of urls.slice(-MOST_AGAIN)) await take(visited, url, false);
  }
}

async function activate() {
  const olds = (await ours()).filter((name) => name !== shellName && name !== visitedName);
  await Promise.all(olds.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The names of the caches of this site; another one may stand at the same host. */
async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(`hortus ${scope} `));
}

/**
 * @param {Cache} cache
 * @param {string} url
 * @param {boolean} must
 */
async function take(cache, url, must) {
  try {
    // A host that tells versions apart by the second may take a page of this very second for the one before.
    const response = await fetch(url, { cache: isFixed(new URL(url)) ? "default" : "reload" });
    if (response.ok) await cache.put(url, await plain(response));
    else if (must) throw new Error(`${url}: ${response.status}`);
  } catch (error) {
    if (must) throw error;
  }
}

/**
 * A response that was redirected must not answer for a page.
 * @param {Response} response
 */
async function plain(response) {
  if (!response.redirected) return response;
  return new Response(await response.blob(), { status: response.status, headers: response.headers });
}

/** @param {Request} request */
async function fromCache(request) {
  const known = await find(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await keep(request.url, response.clone());
  return response;
}

/**
 * @param {Request} request
 * @param {Waiting} event
 */
async function fromNetwork(request, event) {
  const asked = fetch(request).then((response) => {
    if (response.ok && response.type === "basic") event.waitUntil(keep(request.url, response.clone()));
    return response;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([asked.catch(() => null), late]);
  if (first instanceof Response) return first;
  const known = await find(request.url);
  if (known) {
    event.waitUntil(asked.catch(() => null));
    return known;
  }
  return asked.catch((error) => {
    if (request.mode === "navigate") return missing();
    throw error;
  });
}

/**
 * @param {string} url
 * @param {Response} response
 */
async function keep(url, response) {
  if (isLeft) return;
  const visited = await caches.open(visitedName);
  await visited.put(bare(url), await plain(response)).catch(() => {}); // there may be no room left
  const keys = await visited.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => visited.delete(key)));
}

/** @param {string} url */
function bare(url) {
  return url.replace(/[?#].*/s, "");
}

/**
 * What is kept under an address, however the host writes it.
 * @param {string} url
 */
async function find(url) {
  if (isLeft) return undefined;
  const address = bare(url);
  const tries = address.endsWith("/") ? [address, `${address}index.html`] : [address, `${address}.html`, address.replace(/(?:index)?\.html$/, "")];
  for (const name of [visitedName, shellName]) {
    const cache = await caches.open(name);
    for (const one of tries) {
      const known = await cache.match(one);
      if (known) return known;
    }
  }
  return undefined;
}

/** The page that says what can be read. It may be shown at any address, so its links begin at the root of the site. */
async function missing() {
  const page = await find(new URL(SITE.missing, scope).href);
  if (!page) return Response.error();
  const text = await page.text();
  const rows = (await titles()).map(([url, title]) => `<li><a href="${escape(url)}">${title}</a></li>`).join("");
  const html = text.replace(/<head>/, () => `<head><base href="${escape(scope)}">`).replace("<!--pages-->", () => rows);
  return new Response(html, { status: 200, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Addresses and titles, as HTML, of the notes that were visited. */
async function titles() {
  const visited = await caches.open(visitedName);
  /** @type {[string, string][]} */
  const found = [];
  for (const { url } of await visited.keys()) {
    const response = await visited.match(url);
    if (!response?.headers.get("Content-Type")?.includes("html")) continue;
    const text = await response.text();
    const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1].replace(/<[^>]*>/g, "") || /<title>(.*?)<\/title>/s.exec(text)?.[1];
    if (title && text.includes('<article class="note"')) found.push([url, title]);
  }
  return found.sort((one, other) => one[1].localeCompare(other[1]));
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
