/**
 * The tree of notes: beside the text where there is room, which a look may say, else in a drawer that a button opens. Folders on the way to the
 * page are open, and those that the reader opens stay so from page to page.
 */

import { make } from "./make.js";
import { folders, notes, renewNav } from "./nav.js";
import { root } from "./page.js";
import { pathOf, quoted } from "./paths.js";
import { count, HORTUS } from "./say.js";

/** @typedef {import("./nav.js").Folder} Folder */

const MOST = 400; // notes of one folder that are listed; its page has the others
const OPEN = "hortus-tree";
const wide = matchMedia(document.body.dataset.tree || "(min-width: 82.5rem)");

/** Paths of the folders that are open. @type {Set<string>} */
const opened = new Set(stored().open);

/** The notes of folders that were fetched. @type {Map<string, import("./nav.js").Note[]>} */
const picked = new Map();
/** @type {HTMLElement | undefined} */
let tree;
/** @type {HTMLDialogElement | undefined} */
let drawer;

function stored() {
  try {
    return /** @type {{ open: string[], top: number }} */ (JSON.parse(sessionStorage.getItem(OPEN) ?? "")) ?? { open: [], top: 0 };
  } catch {
    return { open: [], top: 0 };
  }
}

function store() {
  try {
    sessionStorage.setItem(OPEN, JSON.stringify({ open: [...opened], top: tree?.scrollTop ?? 0 }));
  } catch {
    // Without storage each page begins with its own folders.
  }
}

/**
 * A link to a page; the page itself is marked.
 * @param {string} path
 * @param {string} title
 */
function link(path, title) {
  const element = make("a", { href: root + quoted(path) }, title);
  if (path === pathOf(location.href, root)) element.setAttribute("aria-current", "page");
  return element;
}

/**
 * @param {Folder[]} all
 * @param {Folder} folder
 * @returns {HTMLLIElement}
 */
function branch(all, folder) {
  const [path, title] = folder;
  const isOpen = opened.has(path);
  const list = make("ul", {}, ...(isOpen ? twigs(all, folder) : []));
  list.hidden = !isOpen;
  const toggle = make("button", { type: "button", "aria-expanded": String(isOpen), "aria-label": title });
  toggle.onclick = async () => {
    list.hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) opened.delete(path);
    else opened.add(path);
    store();
    if (list.hidden || list.children.length) return;
    await pick([folder]);
    list.replaceChildren(...twigs(all, folder));
  };
  return make("li", {}, make("div", {}, toggle, link(path, title)), list);
}

/**
 * What is in a folder: others, and those of its notes that were fetched.
 * @param {Folder[]} all
 * @param {Folder} folder
 */
function twigs(all, folder) {
  const found = picked.get(folder[0]) ?? [];
  const shown = found.slice(0, MOST).map(([path, title]) => make("li", {}, link(path, title)));
  if (found.length > MOST) shown.push(make("li", {}, make("a", { href: root + quoted(folder[0]) }, count(HORTUS.all_counted, found.length))));
  return [...folder[3].map((place) => branch(all, all[place])), ...shown];
}

/** Have the notes of folders ready. @param {Folder[]} wanted */
async function pick(wanted) {
  await Promise.all(wanted.map(async (folder) => picked.set(folder[0], await notes(folder).catch(() => []))));
}

/** The folders that the page's breadcrumb names are open, and its own if it is one. */
function openWay() {
  for (const crumb of document.querySelectorAll(".crumbs a")) opened.add(pathOf(/** @type {HTMLAnchorElement} */ (crumb).href, root));
  opened.add(pathOf(location.href, root));
}

async function grow() {
  if (!tree) return;
  const all = await folders();
  if (!all) throw new Error("the site is still being made");
  // Shown when all is there: a list that came later would move those below it.
  await pick([all[0], ...all.filter(([path]) => opened.has(path))]);
  tree.replaceChildren(make("ul", {}, ...twigs(all, all[0])));
  settle();
}

/** Where it was scrolled to on the page before; the page's own line is in view. */
function settle() {
  if (!tree) return;
  tree.scrollTop = stored().top;
  const here = tree.querySelector("[aria-current]");
  if (!here) return;
  const [line, frame] = [here.getBoundingClientRect(), tree.getBoundingClientRect()];
  if (line.top < frame.top || line.bottom > frame.bottom) tree.scrollTop += line.top - frame.top - frame.height / 3;
}

/** @param {string} name */
function plant(name) {
  if (tree) return;
  tree = make("nav", { class: "tree", "aria-label": name });
  tree.addEventListener("scroll", store, { passive: true });
  openWay();
  grow().catch(() => {
    tree?.remove();
    tree = undefined;
    renewNav();
  });
}

/**
 * Beside the text where there is room for it.
 * @param {HTMLButtonElement} button
 */
function place(button) {
  const name = HORTUS.tree;
  const isBeside = wide.matches;
  button.hidden = isBeside;
  document.body.classList.toggle("has-tree", isBeside);
  if (!isBeside && drawer === undefined) return void tree?.remove();
  plant(name);
  if (isBeside) {
    drawer?.close();
    document.querySelector("main")?.before(/** @type {HTMLElement} */ (tree));
  } else if (tree) drawer?.append(tree);
}

/** @param {HTMLButtonElement} button */
function open(button) {
  if (!drawer) {
    drawer = make("dialog", { class: "drawer", "aria-label": HORTUS.tree });
    const head = make("div", { class: "drawer-head" });
    const close = make("button", { type: "button", "aria-label": HORTUS.close_menu }, "×");
    close.onclick = () => drawer?.close();
    const brand = document.querySelector(".top .brand");
    const home = brand instanceof HTMLAnchorElement ? [make("a", { href: brand.href }, brand.textContent?.trim() ?? "")] : [];
    head.append(...home, ...[...document.querySelectorAll(".top > nav a")].map((one) => one.cloneNode(true)), close);
    drawer.append(head);
    drawer.onclick = (event) => {
      if (event.target === drawer) drawer.close();
    };
    document.body.append(drawer);
  }
  place(button);
  drawer.showModal();
  settle();
}

/** @param {ParentNode} page */
export function setUpTree(page) {
  const above = [...document.querySelectorAll(".crumbs a")].map((crumb) => pathOf(/** @type {HTMLAnchorElement} */ (crumb).href, root));
  for (const link of document.querySelectorAll(".top nav a")) {
    const path = pathOf(/** @type {HTMLAnchorElement} */ (link).href, root);
    if (path === pathOf(location.href, root)) link.setAttribute("aria-current", "page");
    else if (path !== "index.html" && above.includes(path)) link.setAttribute("aria-current", "true");
  }
  const button = page.querySelector("button.menu");
  if (!(button instanceof HTMLButtonElement)) return;
  button.onclick = () => open(button);
  wide.onchange = () => place(button);
  if (tree?.isConnected) {
    renewNav();
    void grow().catch(() => {});
  }
  place(button);
}
