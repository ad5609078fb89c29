/** While somebody reads on, on a small screen, the bar at the top gives way; it is back with the first step back. */

const STEP = 8; // pixels: less is a trembling thumb
const BEGIN = 240; // and nothing goes at the beginning of a page

// Where the page stands is not asked before it is scrolled: it would have to be laid out while it is still being read.
let last = 0;

export function setUpBars() {
  addEventListener(
    "scroll",
    () => {
      if (Math.abs(scrollY - last) < STEP) return;
      document.documentElement.toggleAttribute("data-reading", scrollY > last && scrollY > BEGIN);
      last = scrollY;
    },
    { passive: true },
  );
}
