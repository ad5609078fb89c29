/** Marks of found words: in excerpts of the results, and in the page that a result leads to. */

import { tokens } from "./words.js";

const EXCERPT = 180;

/**
 * The part of `text` that holds most of `terms`, with those marked.
 * @param {string} text
 * @param {Set<string>} terms
 * @returns {(string | HTMLElement)[]}
 */
export function excerpt(text, terms) {
  const places = tokens(text).filter((token) => token.words.some((word) => terms.has(word)));
  const start = best(places.map((place) => place.start));
  const from = start > 50 ? text.indexOf(" ", start - 50) + 1 || start : 0;
  const piece = text.slice(from, from + EXCERPT);
  return [...(from ? ["… "] : []), ...marked(piece, terms), ...(from + EXCERPT < text.length ? [" …"] : [])];
}

/**
 * Where the excerpt that holds most of the places begins.
 * @param {number[]} places
 */
function best(places) {
  let start = 0;
  let most = 0;
  for (const [number, place] of places.entries()) {
    const count = places.slice(number).filter((other) => other < place + EXCERPT - 60).length;
    if (count > most) [start, most] = [place, count];
  }
  return start;
}

/**
 * `text` with the words that are among `terms` in marks.
 * @param {string} text
 * @param {Set<string>} terms
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text, terms) {
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let end = 0;
  for (const [start, stop] of spans(text, terms)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, stop);
    parts.push(text.slice(end, start), mark);
    end = stop;
  }
  parts.push(text.slice(end));
  return parts;
}

/**
 * Where words that are among `terms` begin and end; the pairs of Chinese and the like are joined.
 * @param {string} text
 * @param {Set<string>} terms
 * @returns {[start: number, end: number][]}
 */
function spans(text, terms) {
  /** @type {[number, number][]} */
  const found = [];
  for (const token of tokens(text)) {
    const isPairs = token.words.length > 1 && token.words.every((word, at) => token.raw.startsWith(word, at));
    const pieces = isPairs
      ? token.words.flatMap((word, at) => (terms.has(word) ? [[token.start + at, token.start + at + word.length]] : []))
      : token.words.some((word) => terms.has(word))
        ? [[token.start, token.start + token.raw.length]]
        : [];
    for (const [start, end] of pieces) {
      const last = found.at(-1);
      if (last && start <= last[1]) last[1] = end;
      else found.push([start, end]);
    }
  }
  return found;
}

/**
 * Mark `terms` in the note on this page.
 * @param {Set<string>} terms
 */
export function markPage(terms) {
  const note = document.querySelector("article.note");
  if (!note) return;
  const walker = document.createTreeWalker(note, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest("math, svg, mark, script, style, button") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  /** @type {Text[]} */
  const nodes = [];
  while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
  for (const node of nodes) {
    const parts = marked(node.data, terms);
    if (parts.length > 1) {
      for (const part of parts) if (part instanceof HTMLElement) part.className = "found";
      node.replaceWith(...parts);
    }
  }
}

export function unmarkPage() {
  for (const mark of document.querySelectorAll("mark.found")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}
