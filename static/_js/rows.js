/** Of a row that scrolls sideways, what has the focus is seen whole: browsers leave it where a pixel of it is seen. */

const ROWS = ".tags, .graph-legend";

export function setUpRows() {
  addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.closest(ROWS)) target.scrollIntoView({ behavior: "instant", block: "nearest", inline: "center" });
  });
}
