/** Share the page: by what the system offers for it, else by its address on the clipboard. No other server is told. */

/** @param {ParentNode} page */
export function setUpShare(page) {
  const button = page.querySelector("button.share");
  if (!(button instanceof HTMLButtonElement) || !location.protocol.startsWith("http")) return;
  const label = button.textContent ?? "";
  button.hidden = false;
  button.onclick = async () => {
    const { href: url } = document.querySelector("link[rel=canonical]") instanceof HTMLLinkElement ? /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")) : location;
    if (navigator.share) return void navigator.share({ title: document.title, url }).catch(() => {});
    await navigator.clipboard.writeText(url);
    button.textContent = button.dataset.done ?? "";
    setTimeout(() => (button.textContent = label), 2000);
  };
}
