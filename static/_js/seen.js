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
const APART = "button, svg, script, style, .drawing, .diagram-problem, .diagram > details > summary"; // what scripts add
const OWN = ".note > *, .note > .heading > *"; // not in a quotation
const FIRST = 0x811c9dc5; // as FNV-1a has it

/** The parts of a note by their anchors, each with the number of what is in it. @typedef {Map<string, number>} Parts */
/** When a note was opened, in milliseconds, and its parts then. @typedef {[at: number, parts: [anchor: string, number: number][]]} Reading */
/** The last reading of a note, and that before it. @typedef {{ last: Reading, before?: Reading }} Known */

/** @param {ParentNode} page */
export function setUpSeen(page) {
  const headings = new Map([["", HORTUS.beginning]]);
  const { parts, before } = seen(page, headings);
  if (!before) return;
  const known = new Map(before[1]);
  const changed = [...parts.keys()].filter((anchor) => parts.get(anchor) !== known.get(anchor));
  if (changed.length) tell(page, changed, headings, new Date(before[0]));
}

/**
 * The page is read as it is now: its parts, and the reading before.
 * @param {ParentNode} page
 * @param {Map<string, string>} headings is filled with the words of each, by their anchors
 * @returns {{ parts: Parts, before?: Reading }}
 */
export function seen(page, headings = new Map()) {
  const note = page.querySelector("main.reading article.note");
  if (!note) return { parts: new Map() };
  const parts = partsOf(note, headings);
  return { parts, before: remember(pathOf(location.href, root), parts) };
}

/**
 * @param {Element} note
 * @param {Map<string, string>} headings is filled with their words, by their anchors
 */
function partsOf(note, headings) {
  /** @type {Parts} */
  const parts = new Map();
  let anchor = "";
  let number = FIRST;
  const end = () => (anchor || number !== FIRST) && parts.set(anchor, number);
  const walker = document.createTreeWalker(note, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(APART) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) number = added(number, node.data);
    else if (node instanceof HTMLImageElement) number = added(number, node.getAttribute("src") ?? "");
    else if (node instanceof HTMLInputElement && node.type === "checkbox") number = added(number, node.defaultChecked ? "x" : "-");
    else if (node instanceof HTMLHeadingElement && node.id && node.matches(OWN)) {
      end();
      [anchor, number] = [node.id, FIRST];
      headings.set(anchor, node.textContent?.trim() ?? "");
    }
  }
  end();
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
 * @returns {Reading | undefined}
 */
function remember(path, parts) {
  try {
    const key = `hortus-read:${new URL(root || ".", location.href).pathname}`;
    const known = read(localStorage.getItem(key));
    const own = known.get(path);
    const now = Date.now();
    const before = own && now - own.last[0] > SITTING ? own.last : own?.before;
    known.delete(path);
    const others = [...known].sort(([, one], [, other]) => other.last[0] - one.last[0]).slice(0, MOST - 1);
    localStorage.setItem(key, JSON.stringify([[path, { last: [now, [...parts]], before }], ...others]));
    return before;
  } catch {
    return undefined; // storage is denied, or full
  }
}

/**
 * What is kept: anybody may have written it.
 * @param {string | null} kept
 * @returns {Map<string, Known>}
 */
function read(kept) {
  try {
    const known = JSON.parse(kept ?? "[]");
    return new Map(known.filter((/** @type {any} */ one) => isReading(one[1].last) && (!one[1].before || isReading(one[1].before))));
  } catch {
    return new Map();
  }
}

/** @param {any} reading */
function isReading(reading) {
  const [at, parts] = reading;
  return !Number.isNaN(new Date(at).valueOf()) && typeof at === "number" && parts.every(Array.isArray);
}

/**
 * @param {ParentNode} page
 * @param {string[]} changed
 * @param {Map<string, string>} headings
 * @param {Date} since
 */
function tell(page, changed, headings, since) {
  const line = make("p", { class: "changed" }, make("span", {}, fill(HORTUS.changed, { day: dayOf(since) })));
  for (const anchor of changed.slice(0, SHOWN)) {
    line.append(" ", make("a", { href: `#${encodeURIComponent(anchor)}` }, headings.get(anchor) ?? ""));
  }
  if (changed.length > SHOWN) line.append(" ", make("span", {}, count(HORTUS.changed_more, changed.length - SHOWN)));
  page.querySelector(".intro")?.append(line);
  const anchors = new Set(changed);
  for (const link of page.querySelectorAll(".toc a")) {
    if (!anchors.has(anchorOf(link))) continue;
    link.setAttribute("data-changed", ""); // a dot, which says in words what it means
    link.setAttribute("aria-description", HORTUS.is_changed);
  }
}

/** @param {Element} link */
function anchorOf(link) {
  const written = (link.getAttribute("href") ?? "").slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written; // it has a sign for per cent
  }
}

/** @param {Date} date */
function dayOf(date) {
  const language = document.documentElement.lang;
  try {
    return date.toLocaleDateString(language === "en" ? "en-GB" : language, { dateStyle: "long" });
  } catch {
    return date.toLocaleDateString(undefined, { dateStyle: "long" });
  }
}
