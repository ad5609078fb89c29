/** Tabs work by themselves; a link to something in one that is not shown brings it to the front. */

import { anchored } from "./anchor.js";

/** @param {ParentNode} page */
export function setUpTabs(page) {
  if (!page.querySelector(".note .tabs")) return;
  reveal();
  onhashchange = reveal;
}

function reveal() {
  const target = anchored(location.hash);
  if (target && show(target)) target.scrollIntoView();
}

/**
 * Whether a tab had to be brought to the front for `target` to be seen.
 * @param {Element} target
 */
export function show(target) {
  let isNew = false;
  for (let tab = target.closest(".tab"); tab; tab = tab.parentElement?.closest(".tab") ?? null) {
    const input = tab.querySelector("input");
    if (input && !input.checked) input.checked = isNew = true;
  }
  return isNew;
}
