/**
 * Brings the open page from what the site had at its address to what it has now. What is equal in both is not touched, so
 * that whatever the reader and the scripts made of it stays.
 */

import { Idiomorph } from "idiomorph";

/** What scripts add to a page, and no page of the site has. */
const EXTRA = "[data-live], script[data-mark], dialog#search, .clear-marks, .drawing-board, nav.tree, dialog.drawer, dialog.zoom, dialog.sheet, .preview, button.copy, .intro .changed";

/** The words that were searched for. */
const MARKED = "mark.found";

/**
 * Elements are compared as deep as they hold nothing but elements; where text stands among them the whole is morphed.
 * @param {Element} live
 * @param {Element} was
 * @param {Element} now
 */
export function renew(live, was, now) {
  if (was.isEqualNode(now)) return;
  const shown = [...live.children].filter((child) => !child.matches(EXTRA));
  const old = [...was.children];
  const isMirror = shown.length === old.length && shown.every((child, at) => child.tagName === old[at].tagName);
  if (!isMirror || hasText(was) || hasText(now) || now.matches("svg, math")) return morph(live, now);
  renewAttributes(live, was, now);
  let before = live.firstChild;
  for (const [begin, end, fresh] of hunks(old, [...now.children])) {
    const stale = shown.slice(begin, end);
    before = stale.length ? stale[0] : begin ? shown[begin - 1].nextSibling : before;
    exchange(live, stale, old.slice(begin, end), fresh, before);
  }
}

/**
 * Put `fresh` into the place of `stale`, which stand for `old`.
 * @param {Element} parent
 * @param {Element[]} stale
 * @param {Element[]} old
 * @param {Element[]} fresh
 * @param {Node | null} before where they stand if `stale` is empty
 */
function exchange(parent, stale, old, fresh, before) {
  const next = stale.length ? stale[stale.length - 1].nextSibling : before;
  fresh.forEach((element, at) => {
    if (at < stale.length && stale[at].tagName === element.tagName) return renew(stale[at], old[at], element);
    if (at < stale.length) return stale[at].replaceWith(document.importNode(element, true));
    parent.insertBefore(document.importNode(element, true), next);
    parent.insertBefore(document.createTextNode("\n"), next);
  });
  for (const element of stale.slice(fresh.length)) element.remove();
}

/**
 * Where the two lists differ: [from, to] in `old`, and what stands there now. What is equal is found from both ends, and
 * then one after the other.
 * @param {Element[]} old
 * @param {Element[]} now
 * @returns {[number, number, Element[]][]}
 */
function hunks(old, now) {
  let begin = 0;
  while (begin < old.length && begin < now.length && old[begin].isEqualNode(now[begin])) begin += 1;
  let [end, stop] = [old.length, now.length];
  while (end > begin && stop > begin && old[end - 1].isEqualNode(now[stop - 1])) [end, stop] = [end - 1, stop - 1];
  /** @type {Map<string, number[]>} */
  const places = new Map();
  for (let at = begin; at < end; at += 1) {
    const text = old[at].outerHTML;
    const known = places.get(text);
    if (known) known.push(at);
    else places.set(text, [at]);
  }
  /** @type {[number, number, Element[]][]} */
  const found = [];
  /** @type {Element[]} */
  let fresh = [];
  let from = begin;
  for (const element of now.slice(begin, stop)) {
    const same = places.get(element.outerHTML)?.find((at) => at >= from);
    if (same === undefined) fresh.push(element);
    else {
      if (fresh.length || same > from) found.push([from, same, fresh]);
      [from, fresh] = [same + 1, []];
    }
  }
  if (fresh.length || end > from) found.push([from, end, fresh]);
  return found;
}

/**
 * Only what the site changed: a part that the reader opened stays open.
 * @param {Element} live
 * @param {Element} was
 * @param {Element} now
 */
function renewAttributes(live, was, now) {
  for (const name of new Set([...was.getAttributeNames(), ...now.getAttributeNames()])) {
    const value = now.getAttribute(name);
    if (value === was.getAttribute(name)) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
  }
}

/**
 * Make an element what it is now, whatever it was. What the reader has opened, chosen, selected or searched for stays.
 * @param {Element} live
 * @param {Element} now
 */
export function morph(live, now) {
  const words = unmark(live);
  Idiomorph.morph(live, now.cloneNode(true), {
    morphStyle: live === document.body ? "innerHTML" : "outerHTML",
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed(old, fresh) {
        if (old instanceof Text) rewrite(old, fresh.nodeValue ?? "");
        return !(old instanceof Text || (old instanceof Element && old.matches("#search-page")));
      },
      beforeNodeRemoved: (node) => !(node instanceof Element && node.matches(EXTRA) && !node.matches("button.copy")),
      beforeAttributeUpdated: (name, element) =>
        !((name === "open" && element.matches("details")) || (name === "checked" && element.matches("input[type=radio]"))),
    },
  });
  if (words.size) remark(live, words);
}

/**
 * Change only the part of a text that is another: a selection elsewhere in it stays.
 * @param {Text} text
 * @param {string} now
 */
function rewrite(text, now) {
  const was = text.data;
  if (was === now) return;
  const most = Math.min(was.length, now.length);
  let begin = 0;
  while (begin < most && was[begin] === now[begin]) begin += 1;
  let end = 0;
  while (end < most - begin && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  text.replaceData(begin, was.length - begin - end, now.slice(begin, now.length - end));
}

/**
 * Take the marks of what was searched for out of `element`: the words that had them.
 * @param {Element} element
 */
function unmark(element) {
  /** @type {Set<string>} */
  const words = new Set();
  for (const mark of element.querySelectorAll(MARKED)) {
    words.add(mark.textContent ?? "");
    mark.replaceWith(...mark.childNodes);
  }
  if (words.size) element.normalize();
  return words;
}

/**
 * @param {Element} element
 * @param {Set<string>} words
 */
function remark(element, words) {
  const parts = [...words].filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const wanted = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement?.closest("math, svg, script, style, button")) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    for (const match of [...text.data.matchAll(wanted)].reverse()) {
      const word = text.splitText(match.index);
      word.splitText(match[0].length);
      const mark = document.createElement("mark");
      mark.className = "found";
      word.replaceWith(mark);
      mark.append(word);
    }
  }
}

/** @param {Element} element */
function hasText(element) {
  return [...element.childNodes].some((node) => node instanceof Text && node.data.trim());
}
