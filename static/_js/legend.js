/** Which colour is which folder's. A folder can be chosen there too. */

import { button, make } from "./make.js";
import { GRAPH } from "./say.js";

/**
 * @param {import("./network.js").Network} network
 * @param {(folder: string) => void} choose called with the path of a folder
 */
export function legend({ groups, groupOf, folders, folderOf }, choose) {
  const element = make("ul", { class: "graph-legend" });
  if (groups.length < 2) return element;
  for (const [at, folder] of groups.entries()) {
    const [path, title] = folders[folder];
    element.append(row(at + 1, path ? choice(path, title, choose) : GRAPH.top));
  }
  const others = folderOf.filter((_, note) => !groupOf[note]);
  if (others.length) element.append(row(0, others.every((folder) => !folders[folder][0]) ? GRAPH.top : GRAPH.others));
  return element;
}

/**
 * Say which folder is chosen, if any.
 * @param {HTMLElement} legend
 * @param {string} folder
 */
export function press(legend, folder) {
  for (const one of legend.querySelectorAll("button")) one.ariaPressed = String(one.value === folder);
}

/** @param {number} shade @param {string | Node} part */
function row(shade, part) {
  return make("li", { style: `--shade: var(--shade-${shade})` }, part);
}

/** @param {string} path @param {string} title @param {(folder: string) => void} choose */
function choice(path, title, choose) {
  const made = button("", title, () => choose(path));
  made.value = path;
  made.ariaPressed = "false";
  return made;
}
