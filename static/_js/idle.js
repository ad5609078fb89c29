/** What can wait until the page has been shown. */

/** Do it when there is nothing else to do. @param {() => unknown} act */
export function idle(act) {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 200);
}
