/** Where the search stands: in a dialog over any page, or on a page of its own. Where it was is kept for those who come back. */

import { Finder } from "./finder.js";
import { button, make } from "./make.js";
import { SAY } from "./say.js";

/** @typedef {{ text: string, at?: string }} Kept what was typed, and the address of the chosen result */
/**
 * @typedef {{ open(typed?: string): void, fill(place: HTMLElement): void, mark(query: string): Promise<void>, renew(): void,
 *   mentions(names: string[], known: Set<string>): Promise<Node[]> }} Search `known` are paths of notes that are left out
 */

/** Browsers allow but so many changes of an address or its state a minute. */
const REST = 250;

/**
 * @param {string} root
 * @param {() => Promise<import("./more.js").More>} more
 * @param {import("./engine.js").Engine["search"]} search
 * @returns {Search}
 */
export function place(root, more, search) {
  /** @type {number | undefined} */
  let resting;
  const isPage = () => !!finder.input.closest("#search-page");
  const finder = new Finder(root, more, search, () => {
    clearTimeout(resting);
    if (isPage()) resting = setTimeout(keep, REST);
  });
  const dialog = make("dialog", { id: "search", "aria-label": SAY.name });
  const close = button("search-close", SAY.key, shut);
  close.setAttribute("aria-label", SAY.close);
  dialog.append(make("div", { class: "search-head" }, finder.input, close), ...finder.parts);

  /** Keep what was asked and chosen: with the page where the dialog is open, or in the address of the search's own page. */
  function keep() {
    clearTimeout(resting);
    const text = finder.input.value;
    const kept = { text, at: finder.at() };
    const query = text ? `?q=${encodeURIComponent(text)}` : location.pathname;
    history.replaceState({ search: kept }, "", isPage() ? query : undefined);
  }

  function shut() {
    if (history.state?.search) history.replaceState(null, "");
    finder.input.blur(); // The browser would leave it focused for a moment, and take a shortcut for text.
    dialog.close();
  }

  /** @param {string} [typed] */
  function show(typed) {
    if (!dialog.isConnected) document.body.append(dialog);
    const kept = /** @type {Kept | undefined} */ (history.state?.search);
    fit();
    dialog.showModal();
    if (typed) finder.input.value = typed;
    else if (kept) finder.input.value = kept.text;
    else finder.input.select();
    void finder.ask(typed ? undefined : kept?.at);
  }

  dialog.oncancel = (event) => {
    event.preventDefault();
    shut();
  };
  dialog.onkeydown = (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // The browser would empty the field first.
    event.stopPropagation();
    shut();
  };
  dialog.onclick = (event) => {
    if (event.target === dialog) return shut();
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.pathname === location.pathname) dialog.close();
  };
  finder.list.addEventListener("click", keep);
  addEventListener("popstate", () => {
    if (isPage()) return;
    if (dialog.open) dialog.close();
    if (history.state?.search) show();
  });

  const view = visualViewport;
  /** On a phone the sheet ends where the keyboard on the screen begins. */
  function fit() {
    if (!view || view.scale > 1.01) return;
    dialog.style.setProperty("--view", `${view.height}px`);
    dialog.style.setProperty("--view-top", `${view.offsetTop}px`);
  }
  view?.addEventListener("resize", fit);
  view?.addEventListener("scroll", fit);

  return {
    open(typed) {
      if (isPage()) return finder.input.select();
      if (dialog.open) shut();
      else show(typed);
    },
    fill(page) {
      page.replaceChildren(make("div", { class: "search-head" }, finder.input), ...finder.parts);
      finder.input.value = new URLSearchParams(location.search).get("q") ?? "";
      finder.input.focus();
      void finder.ask(history.state?.search?.at);
    },
    mark: async (query) => (await more()).markPage(query),
    mentions: async (names, known) => (await more()).mentions(names, known, root, search),
    renew: () => finder.renew(),
  };
}
