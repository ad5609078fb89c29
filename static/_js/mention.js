/** What names a note without a link to it: looked for in the search's index, when the reader opens the list. */

import { load } from "./door.js";
import { make } from "./make.js";
import { root } from "./page.js";
import { pathOf } from "./paths.js";
import { HORTUS } from "./say.js";

/** @param {ParentNode} page */
export function setUpMentions(page) {
  const list = page.querySelector("details.mentions");
  if (!(list instanceof HTMLDetailsElement)) return;
  list.hidden = false;
  list.ontoggle = () => void (list.open && list.children.length < 2 && fill(list));
  if (list.open && list.children.length < 2) void fill(list);
}

/** @param {HTMLDetailsElement} list */
async function fill(list) {
  const place = make("div", { role: "status" }, make("p", {}, HORTUS.searching));
  list.append(place);
  try {
    const links = [...document.querySelectorAll(".backlinks li > a")].map((link) => pathOf(/** @type {HTMLAnchorElement} */ (link).href, root));
    const known = new Set([pathOf(location.href, root), ...links]);
    place.replaceChildren(...(await (await load()).mentions(JSON.parse(list.dataset.names ?? "[]"), known)));
  } catch {
    place.replaceChildren(make("p", {}, HORTUS.unsearched));
    list.addEventListener("toggle", () => place.remove(), { once: true }); // Opened again, it is tried again.
  }
}
