/**
 * What has changed in a note since the reader was here before: told below its title and in its contents. What was read is
 * known in this browser alone, by a short number for each part of a note; where storage is denied, nothing is.
 */

import { make } from "./make.js";
import { root } from "./page.js";
import { pathOf } from "./paths.js";
import { count, fill, HORTUS } from "./say.js";

const MOST = 200; // notes that are kept in mind
const SITTING = 3_600_000; // milliseconds: what is opened again within an hour is still being read
const SHOWN = 5; // parts that are named
const APART = "button, svg, script, style, .drawing"; // what scripts add, and no author wrote
const OWN = ".note > *, .note > .heading > *"; // not in a quotation
const FIRST = 0x811c9dc5; // as FNV-1a has it

/** The parts of a note by their anchors, each with the number of what is in it. @typedef {Record<string, number>} Parts */
/** When a note was opened last, its parts then, and the same of the reading before. @typedef {{ at: number, parts: Parts, before?: { at: number, parts: Parts } }} Reading */

/** @param {ParentNode} page */
export function setUpSeen(page) {
  page.querySelector(".intro .changed")?.remove();
  for (const link of page.querySelectorAll(".toc [data-changed]")) link.removeAttribute("data-changed");
  const note = page.querySelector("main.reading article.note");
  if (!note) return;
  const headings = /** @type {Map<string, string>} */ (new Map([["", HORTUS.beginning]]));
  const parts = partsOf(note, headings);
  const before = remember(pathOf(location.href, root), parts);
  if (!before) return;
  const changed = Object.keys(parts).filter((anchor) => parts[anchor] !== before.parts[anchor]);
  if (changed.length) tell(page, changed, headings, new Date(before.at));
}

/**
 * @param {Element} note
 * @param {Map<string, string>} headings is filled with their words, by their anchors
 */
function partsOf(note, headings) {
  /** @type {Parts} */
  const parts = {};
  let anchor = "";
  let number = FIRST;
  const walker = document.createTreeWalker(note, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(APART) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) number = added(number, node.data);
    else if (node instanceof HTMLImageElement) number = added(number, node.getAttribute("src") ?? "");
    else if (node instanceof HTMLHeadingElement && node.id && node.matches(OWN)) {
      if (anchor || number !== FIRST) parts[anchor] = number;
      [anchor, number] = [node.id, FIRST];
      headings.set(anchor, node.textContent?.trim() ?? "");
    }
  }
  if (anchor || number !== FIRST) parts[anchor] = number;
  return parts;
}

/**
 * FNV-1a over the characters that are seen: spaces may come and go.
 * @param {number} number
 * @param {string} text
 */
function added(number, text) {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 32) number = Math.imul(number ^ code, 0x01000193) >>> 0;
  }
  return number;
}

/**
 * Keep in mind what is read now: what was read before, if anything was.
 * @param {string} path
 * @param {Parts} parts
 * @returns {Reading["before"]}
 */
function remember(path, parts) {
  const key = `hortus-read:${new URL(root || ".", location.href).pathname}`;
  try {
    /** @type {Record<string, Reading>} */
    const known = JSON.parse(localStorage.getItem(key) ?? "{}");
    const last = known[path];
    const now = Date.now();
    const before = last && now - last.at > SITTING ? { at: last.at, parts: last.parts } : last?.before;
    const rest = Object.entries(known).filter(([other]) => other !== path);
    const kept = rest.sort(([, one], [, other]) => other.at - one.at).slice(0, MOST - 1);
    localStorage.setItem(key, JSON.stringify(Object.fromEntries([[path, { at: now, parts, before }], ...kept])));
    return before;
  } catch {
    return undefined;
  }
}

/**
 * @param {ParentNode} page
 * @param {string[]} changed
 * @param {Map<string, string>} headings
 * @param {Date} since
 */
function tell(page, changed, headings, since) {
  const language = document.documentElement.lang;
  const day = since.toLocaleDateString(language === "en" ? "en-GB" : language, { dateStyle: "long" });
  const line = make("p", { class: "changed" }, make("span", {}, fill(HORTUS.changed, { day })));
  for (const anchor of changed.slice(0, SHOWN)) {
    line.append(" ", make("a", { href: `#${encodeURIComponent(anchor)}` }, headings.get(anchor) ?? ""));
  }
  if (changed.length > SHOWN) line.append(" ", make("span", {}, count(HORTUS.changed_more, changed.length - SHOWN)));
  page.querySelector(".intro")?.append(line);
  const links = new Set(changed.map((anchor) => `#${encodeURIComponent(anchor)}`));
  for (const link of page.querySelectorAll(".toc a")) {
    if (links.has(link.getAttribute("href") ?? "")) link.setAttribute("data-changed", "");
  }
}
