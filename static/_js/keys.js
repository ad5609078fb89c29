/** Keys for those who keep their hands on them, and the sheet that lists them. Single keys can be switched off (WCAG 2.1.4). */

import { make } from "./make.js";
import { anyNote } from "./nav.js";
import { root } from "./page.js";
import { pathOf, quoted } from "./paths.js";
import { HORTUS, SHEET } from "./say.js";

const OFF = "hortus-keys";

/** @type {HTMLDialogElement | undefined} */
let sheet;

/** What single keys do. @type {[keys: string[], does: string, act: () => void][]} */
const KEYS = [
  [["?"], SHEET.sheet, open],
  [["/", "s", /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ K" : "Ctrl K"], SHEET.search, () => press("a.search")],
  [["m"], SHEET.menu, () => press("button.menu")],
  [["t"], SHEET.colours, () => press("button.theme")],
  [["h"], SHEET.home, () => press("a.brand")],
  [["r"], SHEET.random, () => void random()],
  [["←", "p"], SHEET.previous, () => press("a[rel=prev]")],
  [["→", "n"], SHEET.next, () => press("a[rel=next]")],
];

/** @param {string} selector */
function press(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement && found.checkVisibility()) found.click();
}

/** Go to any other note of the site. */
export async function random() {
  const note = await anyNote(pathOf(location.href, root)).catch(() => undefined);
  if (note) location.assign(root + quoted(note[0]));
}

function isOff() {
  try {
    return localStorage.getItem(OFF) === "off";
  } catch {
    return false;
  }
}

function open() {
  sheet ??= build();
  if (!sheet.open) sheet.showModal();
}

function build() {
  const rows = KEYS.map(([keys, does]) => [make("dt", {}, ...keys.flatMap((key, at) => [at ? " " : "", make("kbd", {}, key)])), make("dd", {}, does)]);
  const box = make("input", { type: "checkbox" });
  box.checked = !isOff();
  box.onchange = () => {
    try {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "off");
    } catch {
      // Without storage the choice cannot be kept.
    }
  };
  const close = make("button", { type: "button", "aria-label": HORTUS.close }, "×");
  const made = make(
    "dialog",
    { class: "sheet", "aria-labelledby": "keys-title" },
    make("div", { class: "sheet-head" }, make("h2", { id: "keys-title" }, SHEET.title), close),
    make("dl", {}, ...rows.flat()),
    make("label", {}, box, ` ${SHEET.single}`),
  );
  close.onclick = () => made.close();
  made.onclick = (event) => {
    if (event.target === made) made.close();
  };
  document.body.append(made);
  return made;
}

/** Whether a key belongs to what has the focus: a field, a region that scrolls, a film, an open dialog. */
function isTaken(/** @type {KeyboardEvent} */ event) {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input, textarea, select, audio, video, iframe, [role=radio]")) return true;
  return event.key.startsWith("Arrow") && (target.matches("pre, .table, math, [tabindex]:not(main)") || !getSelection()?.isCollapsed);
}

addEventListener("keydown", (event) => {
  if (isTaken(event) || (isOff() && event.key !== "?")) return;
  const name = { ArrowLeft: "←", ArrowRight: "→" }[event.key] ?? event.key;
  const known = name === "/" ? undefined : KEYS.find(([keys]) => keys.includes(name));
  if (!known || (event.shiftKey && name !== "?")) return;
  event.preventDefault();
  known[2]();
});

/** @param {ParentNode} page */
export function setUpKeys(page) {
  for (const button of page.querySelectorAll("button.keys, button.random")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    button.onclick = button.matches(".keys") ? open : () => void random();
  }
}
