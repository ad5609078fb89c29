/** Opens the search, and loads it when the reader first shows the intent to search. */

import { anchored } from "./anchor.js";
import { addScript, page, root } from "./page.js";

/** @typedef {import("./dialog.js").Search} Search */

/** Scripts of the search register here what they hold. @type {import("./load.js").Scripts} */
const scripts = {
  got: {},
  rest: page.more ?? "",
  add: addScript,
  data(name, value) {
    scripts.got[name] = value;
  },
};
/** @type {any} */ (window).hortusSearch = scripts;

/** @type {Promise<Search> | undefined} */
let loading;

/** @returns {Promise<Search>} */
function code() {
  loading ??= addScript(page.search ?? "").then(() => /** @type {any} */ (scripts).start(root));
  loading.catch(() => (loading = undefined));
  return loading;
}

/** The search, and at the same time its index. */
export function load() {
  if (!("first" in scripts)) (scripts.first = addScript(`${root}search/index.js`)).catch(() => {});
  return code();
}

/** Open the search; what is typed while it loads is not lost. */
async function open() {
  let typed = "";
  const keep = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.key.length !== 1) return;
    event.preventDefault();
    event.stopPropagation();
    typed += event.key;
  };
  addEventListener("keydown", keep, true);
  try {
    (await load()).open(typed);
  } catch {
    const link = document.querySelector("a.search");
    if (link instanceof HTMLAnchorElement && link.pathname !== location.pathname) location.assign(link.href);
  } finally {
    removeEventListener("keydown", keep, true);
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

addEventListener("keydown", (event) => {
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  if (!isShortcut && !isSlash) return;
  event.preventDefault();
  void open();
});

/**
 * Have the words marked that the address asks for, and make it the plain address of the section. The browser knows no
 * section of the first name, and is told of none by the second: it does not scroll after us.
 */
function find() {
  const [anchor, query] = location.hash.split("?find=");
  if (query === undefined) return;
  history.replaceState(null, "", anchor.length > 1 ? anchor : location.pathname + location.search);
  anchored(anchor)?.scrollIntoView({ behavior: "instant" });
  code().then((search) => search.mark(`find=${query}`), () => {});
}

addEventListener("hashchange", find);
find();
// Back from a result, the search is as it was left.
if (history.state?.search && !document.querySelector("#search-page")) void open();

/** @param {ParentNode} page */
export function setUpSearch(page) {
  const link = page.querySelector("a.search");
  if (link instanceof HTMLAnchorElement) {
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void open();
    };
    link.onpointerenter = link.onfocus = () => void load().catch(() => {});
    const mac = /Mac|iPhone|iPad/.test(navigator.platform);
    link.querySelector("kbd")?.replaceChildren(mac ? "⌘ K" : "Ctrl K");
  }
  const place = page.querySelector("#search-page");
  if (place instanceof HTMLElement && !place.querySelector("input")) load().then((search) => search.fill(place), () => {});
}
