/** The search, loaded when it is first wanted. Its index is a script too, so that all of it works from disk. */

import lunr from "lunr";
import { Finder, highlight, make } from "./dialog.js";

/** @typedef {import("./dialog.js").Loaded} Loaded */

/** @type {Promise<Loaded> | undefined} */
let loading;
let version = 0;

/**
 * @param {string} root
 * @returns {Promise<Loaded>}
 */
function load(root) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}search/index.js${version ? `?${version}` : ""}`;
    /** @type {any} */ (window).hortusIndex = (/** @type {{ index: object | null, sections: any }} */ data) => {
      resolve({ index: data.index && lunr.Index.load(data.index), sections: data.sections });
      script.remove();
    };
    script.onerror = () => {
      loading = undefined;
      reject(new Error("no index"));
    };
    document.head.append(script);
  });
  return loading;
}

/**
 * @param {string} root
 * @returns {import("./dialog.js").Search}
 */
function start(root) {
  const finder = new Finder(root, () => load(root));
  const dialog = make("dialog", { id: "search", "aria-label": "Search" });
  const close = make("button", { type: "button", class: "search-close" }, "Esc");
  close.setAttribute("aria-label", "Esc: close the search");
  close.onclick = () => dialog.close();
  const head = make("div", { class: "search-head" });
  head.append(finder.input, close);
  dialog.append(head, finder.status, finder.list);
  dialog.onclick = (event) => {
    const inLink = event.target instanceof Element && event.target.closest("a");
    if (event.target === dialog || inLink) dialog.close();
  };
  addEventListener("hortus:updated", () => {
    loading = undefined;
    version += 1;
    if (finder.input.value) void finder.update();
    if (!dialog.isConnected && dialog.open) document.body.append(dialog);
  });
  addEventListener("hashchange", highlight);
  return {
    open(typed) {
      if (finder.input.closest("#search-page")) return finder.input.focus();
      if (!dialog.isConnected) document.body.append(dialog);
      if (dialog.open) return dialog.close();
      dialog.showModal();
      if (typed) {
        finder.input.value = typed;
        void finder.update();
      } else {
        finder.input.select();
        void load(root);
      }
    },
    fill(place) {
      place.replaceChildren(finder.input, finder.status, finder.list);
      finder.input.value = new URLSearchParams(location.search).get("q") ?? "";
      finder.input.addEventListener("input", () => {
        const query = finder.input.value ? `?q=${encodeURIComponent(finder.input.value)}` : location.pathname;
        history.replaceState(null, "", query);
      });
      finder.input.focus();
      void finder.update();
    },
    highlight,
  };
}

/** @type {any} */ (window).hortusSearch = start;
