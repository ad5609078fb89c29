/**
 * The element that the end of an address names, if there is one. Anybody may write an address: it may not even be one.
 * @param {string} hash with its `#`
 */
export function anchored(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}
