/** What the page tells its scripts, and how they load others: a page from disk may load nothing but scripts. */

/** The attributes `data-…` of the script element. @type {DOMStringMap} */
export const page = document.currentScript instanceof HTMLScriptElement ? document.currentScript.dataset : {};

/** The way to the root of the site: "" or `../../`. */
export const root = page.root ?? "";

/**
 * Run a script.
 * @param {string} src
 * @returns {Promise<void>}
 */
export function addScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = reject;
    document.head.append(script);
  });
}
