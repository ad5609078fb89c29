/** Paths of the site's pages and their addresses. */

/** A path as it stands in an address: paths may hold what an address must not. @param {string} path */
export function quoted(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

/**
 * The path in the site of the page at an address. Some hosts leave out `index.html`, others every `.html`.
 * @param {string} address relative to the page that is open, or whole
 * @param {string} root the way to the root of the site
 */
export function pathOf(address, root) {
  const base = new URL(root || "./", location.href).pathname;
  const path = decodeURIComponent(new URL(address, location.href).pathname.slice(base.length));
  if (!path || path.endsWith("/")) return `${path}index.html`;
  return path.endsWith(".html") ? path : `${path}.html`;
}
