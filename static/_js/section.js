/** A section as the texts of the index have it: the twin of `search/section.py`. */

import { Missing } from "./load.js";
import { tokens } from "./words.js";

/** @typedef {[start: number, end: number, kind: "code" | "math"]} Span */
/**
 * `anchor` and `heading` are "" at the top of a note, `crumbs` are the titles of the folders above the note, `spans` say where
 * code and formulas stand in the text.
 * @typedef {{ path: string, anchor: string, title: string, heading: string, crumbs: string[], tags: string[],
 *   aliases: string[], text: string, spans: Span[] }} Section
 */

/**
 * @param {import("./rank.js").Found} found
 * @param {import("./store.js").Store} store
 * @returns {Promise<Section>}
 */
export async function readSection({ slot, section, words }, store) {
  const fragment = await store.fragment(slot);
  if (!store.checked.has(slot) && !isOf(fragment, section, words)) throw new Missing(`the notes of slot ${slot}`);
  store.checked.add(slot);
  const [path, title, crumbs, tags, aliases, sections] = fragment;
  const [anchor, heading, marked] = sections[section];
  return { path, anchor, title, heading, crumbs, tags, aliases, ...parted(marked) };
}

/**
 * Whether a passage has the words that led to it. Texts keep their names, so that what is found in an index of an hour ago
 * may be read in a text of now. The headings above the first section of a further passage of a note are not in that.
 * @param {Awaited<ReturnType<import("./store.js").Store["fragment"]>>} fragment
 * @param {number} number of the section
 * @param {Set<string>} terms
 */
function isOf([path, title, crumbs, tags, aliases, sections], number, terms) {
  const section = sections[number];
  if (!section) return false;
  const above = sections.slice(0, number).map(([, heading]) => heading);
  const all = [title, nameOf(path), section[1], section[2], ...above, ...aliases, ...tags, ...crumbs];
  const has = (/** @type {string} */ text) => tokens(text).some(({ words }) => words.some((word) => terms.has(word)));
  return !terms.size || sections[0][0] !== "" || [...terms].some((term) => /^[#/]/.test(term)) || all.some(has);
}

/**
 * The text of a section without its marks, and where code and formulas stand in it.
 * @param {string} marked
 */
function parted(marked) {
  /** @type {Span[]} */
  const spans = [];
  const text = marked.replace(/([\x01\x02])([^\x01-\x03]*)\x03/g, (_, mark, inner, at) => {
    const start = at - 2 * spans.length;
    spans.push([start, start + inner.length, mark === "\x01" ? "code" : "math"]);
    return inner;
  });
  return { text, spans };
}

/**
 * What the file of a note is called, as words.
 * @param {string} path
 */
export function nameOf(path) {
  return path.replace(/(^|\/)index\.html$|\.html$/, "").replace(/^.*\//s, "").replace(/[-_]/g, " ");
}
