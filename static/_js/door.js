/** Opens the search, and loads it when the reader first shows the intent to search. */

const data = document.currentScript instanceof HTMLScriptElement ? document.currentScript.dataset : {};

/** What the search is told of the page: the way to the root of the site. */
const root = data.root ?? "";

/** @type {Promise<import("./dialog.js").Search> | undefined} */
let loading;

/** @returns {Promise<import("./dialog.js").Search>} */
function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = data.search ?? "";
    script.onload = () => {
      const start = /** @type {any} */ (window).hortusSearch;
      resolve(start(root));
    };
    script.onerror = () => {
      loading = undefined;
      reject(new Error("the search could not be loaded"));
    };
    document.head.append(script);
  });
  return loading;
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
    const search = await load();
    search.open(typed);
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

/** @param {ParentNode} page */
export function setUpSearch(page) {
  const link = page.querySelector("a.search");
  if (link instanceof HTMLAnchorElement) {
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void open();
    };
    link.onpointerenter = link.onfocus = () => void load();
    const mac = /Mac|iPhone|iPad/.test(navigator.platform);
    link.querySelector("kbd")?.replaceChildren(mac ? "⌘ K" : "Ctrl K");
  }
  const place = page.querySelector("#search-page");
  if (place instanceof HTMLElement) void load().then((search) => search.fill(place));
  if (hasMarks()) void load().then((search) => search.highlight());
}

/** Whether the page was opened from the search. */
function hasMarks() {
  try {
    return sessionStorage.getItem("hortus-marks") !== null;
  } catch {
    return false;
  }
}
