/** The words that led to a page, marked on it. */

import { anchored } from "./anchor.js";
import { button, make } from "./make.js";
import { spans } from "./marks.js";
import { count, RARELY } from "./say.js";
import { show } from "./tabs.js";

const SKIPPED = "math, svg, mark, script, style, button, br, img";
const BLOCK = "p, li, pre, td, th, dt, dd, h1, h2, h3, h4, h5, h6, figcaption, summary, blockquote, div, article";

/**
 * Mark what the address asked for, show the first of it in the section that was opened, and offer to take all away.
 * @param {string} query as `marks.written` has it
 */
export function markPage(query) {
  clear();
  const note = document.querySelector("article.note");
  const asked = new URLSearchParams(query);
  const terms = new Set((asked.get("find") ?? "").split(" ").filter(Boolean));
  if (!note) return;
  for (const run of runs(note)) mark(run, spans(run.map((node) => node.data).join(""), { terms, exact: asked.getAll("exact") }));
  const marks = [...note.querySelectorAll("mark.found")];
  reveal(note, marks);
  if (marks.length) offer(marks.filter((one) => !one.matches(".on")).length);
}

/**
 * Texts that a reader sees as one: they stand in one block, with no formula or the like between them.
 * @param {Element} note
 */
function runs(note) {
  /** @type {Text[][]} */
  const found = [];
  /** @type {Element | null} */
  let block = null;
  const walker = document.createTreeWalker(note, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
    const isSkipped = node.matches(SKIPPED);
    if (isSkipped) block = null;
    return isSkipped ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement?.closest(BLOCK) ?? null;
    if (around !== block) found.push([]);
    block = around;
    found.at(-1)?.push(/** @type {Text} */ (node));
  }
  return found;
}

/**
 * Put marks around places in the text of a run; one that crosses elements becomes several.
 * @param {Text[]} run
 * @param {[number, number][]} places
 */
function mark(run, places) {
  let end = run.reduce((length, node) => length + node.length, 0);
  for (const node of [...run].reverse()) {
    const begin = end - node.length;
    for (const [from, to] of [...places].reverse()) {
      if (to <= begin || from >= end) continue;
      const text = node.splitText(Math.max(from - begin, 0));
      text.splitText(Math.min(to, end) - Math.max(from, begin));
      const element = make("mark", { class: from < begin ? "found on" : "found" });
      text.replaceWith(element);
      element.append(text);
    }
    end = begin;
  }
}

/**
 * Open what hides a mark in the section that was asked for, and go to the first if its heading would not show it.
 * @param {Element} note
 * @param {Element[]} marks
 */
function reveal(note, marks) {
  const heading = anchored(location.hash);
  const all = [...note.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const next = heading ? all[all.indexOf(heading) + 1] : all[0];
  const within = marks.filter((one) => (!heading || isAfter(heading, one)) && (!next || isAfter(one, next)));
  for (const one of heading ? [heading, ...within] : within) {
    for (let fold = one.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    show(one);
  }
  heading?.scrollIntoView({ behavior: "instant" });
  const first = within.find((one) => one.getClientRects().length);
  const isSeen = !first || first.getBoundingClientRect().bottom < innerHeight - 80;
  if (!isSeen) first.scrollIntoView({ behavior: "instant", block: "center" });
}

/**
 * Whether `other` begins after `one`, or in it.
 * @param {Element} one
 * @param {Element} other
 */
function isAfter(one, other) {
  return one === other || (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
}

/**
 * For those who have no Esc key, and to say how many there are.
 * @param {number} number
 */
function offer(number) {
  document.body.append(button("clear-marks", count(RARELY.clear, number), clear));
  addEventListener("keydown", onKey);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === "Escape" && !event.defaultPrevented) clear();
}

function clear() {
  removeEventListener("keydown", onKey);
  document.querySelector(".clear-marks")?.remove();
  for (const element of document.querySelectorAll("mark.found")) {
    const parent = element.parentNode;
    element.replaceWith(...element.childNodes);
    parent?.normalize();
  }
}
