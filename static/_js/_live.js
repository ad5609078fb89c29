/** Only under `hortus serve`: after a rebuild the open page is changed in place, and problems are shown on it. */

import { Idiomorph } from "idiomorph";

/** @typedef {{ number: number, is_published: boolean, problems: { page: string, text: string }[] }} State */

/** @type {number | undefined} */
let build;

const source = new EventSource("/_hortus/events");
source.onmessage = (/** @type {MessageEvent<string>} */ event) => {
  /** @type {State} */
  const state = JSON.parse(event.data);
  const isNew = build !== undefined && build !== state.number;
  build = state.number;
  void (isNew ? update() : Promise.resolve()).then(() => show(state));
};

/** Bring the page to what the site has at its address now. Scroll, focus and open parts stay as they are. */
async function update() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const element of document.querySelectorAll("[data-live]")) element.remove();
  Idiomorph.morph(document.head, fresh.head, { morphStyle: "innerHTML", head: { style: "morph" } });
  const open = new Set([...document.querySelectorAll("details[open]")].map(place));
  Idiomorph.morph(document.body, fresh.body, {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    callbacks: {
      /** @param {Node} node */
      beforeNodeMorphed: (node) => !(node instanceof HTMLElement && node.matches("#search-page")),
      // The dialog is not of the page: it stays as it is, open or not.
      /** @param {Node} node */
      beforeNodeRemoved: (node) => !(node instanceof HTMLElement && node.matches("#search")),
    },
  });
  for (const details of document.querySelectorAll("details")) if (open.has(place(details))) details.open = true;
  dispatchEvent(new Event("hortus:updated"));
}

/** @param {Element} element */
function place(element) {
  return element.querySelector("summary")?.textContent ?? "";
}

/** The path of this page in the site. */
function here() {
  const path = decodeURIComponent(location.pathname.slice(1));
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  return path.endsWith(".html") ? path : `${path}.html`;
}

/** @param {State} state */
function show(state) {
  document.querySelector("[data-live]")?.remove();
  const problems = state.problems.filter((problem) => !problem.page || problem.page === here());
  if (!problems.length) return;
  const box = document.createElement("aside");
  box.dataset.live = "";
  box.setAttribute("role", "status");
  box.className = state.is_published ? "live-problems" : "live-problems live-stopped";
  const title = document.createElement("strong");
  title.textContent = state.is_published ? "Problems" : "Not rebuilt: this is the last good site";
  const list = document.createElement("pre");
  list.textContent = problems.map((problem) => problem.text).join("\n");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", "Hide");
  close.onclick = () => box.remove();
  box.append(title, close, list);
  document.body.append(box);
}
