/** The engine of the search: what the reader typed → what answers it. */

import lunr from "lunr";
import { answer } from "./query.js";
import { tokens, words } from "./words.js";

/**
 * A section that was found. `heading` is "" at the top of a note, `crumbs` are the titles of the folders above the note,
 * `terms` the words of the index that matched here.
 * @typedef {{ path: string, anchor: string, title: string, heading: string, crumbs: string[], tags: string[],
 *   aliases: string[], text: string, score: number, terms: Set<string>,
 *   why: ("heading" | "code" | "math" | "alias" | "tag" | "correction")[] }} Hit
 */
/**
 * `hits`, best first, are at most three a note, and those of one note may lie apart; `notes` and `sections` say how many
 * were found in all. `corrections` are words that were found only with another spelling. When nothing was found,
 * `spelling` is the nearest query that finds something, or "", and `without` are those with one word left out.
 * @typedef {{ hits: Hit[], notes: number, sections: number, corrections: [typed: string, found: string][],
 *   spelling: string, without: string[] }} Answer
 */
/** @typedef {{ search(text: string, options: { notes: number, signal?: AbortSignal }): Promise<Answer> }} Engine */

/**
 * @param {(name: string) => Promise<any>} load resolves with the data that the file `search/NAME` registers
 * @returns {Engine}
 */
export function open(load) {
  /** @type {{ index: lunr.Index | null, sections: import("./query.js").Section[] } | undefined} */
  let loaded;
  /** @param {string} text */
  const ask = (text) => (loaded?.index ? answer(loaded.index, loaded.sections, text) : []);
  return {
    async search(text, { notes }) {
      if (!loaded) {
        const { index, sections } = await load("index.js");
        loaded = { index: index && lunr.Index.load(index), sections };
      }
      const all = ask(text);
      const paths = [...new Set(all.map((hit) => hit.section[0]))];
      const shown = new Set(paths.slice(0, notes));
      const hits = all.filter((hit) => shown.has(hit.section[0])).map(hitOf);
      const typed = text.split(/\s+/).filter(Boolean);
      const shorter = typed.map((_, left) => typed.filter((_, at) => at !== left).join(" "));
      const without = all.length ? [] : shorter.filter((query) => query && ask(query).length);
      return { hits, notes: paths.length, sections: all.length, corrections: misspelt(typed, hits), spelling: "", without };
    },
  };
}

/**
 * @param {import("./query.js").Hit} found
 * @returns {Hit}
 */
function hitOf({ section: [path, anchor, title, heading, text], score, terms }) {
  const inHeading = words(heading || title).some((word) => terms.has(word));
  const crumbs = path.split("/").slice(0, -1);
  return { path, anchor, title, heading, crumbs, tags: [], aliases: [], text, score, terms, why: inHeading ? ["heading"] : [] };
}

/**
 * @param {string[]} typed
 * @param {Hit[]} hits
 * @returns {[typed: string, found: string][]}
 */
function misspelt(typed, hits) {
  return typed.flatMap((word, number) => {
    const known = words(word);
    const isFound = hits.some((hit) => [...hit.terms].some((term) => known.includes(term) || term.startsWith(word)));
    if (isFound || word.length < 4 || !hits.length || (typed.length > 1 && number)) return [];
    const token = tokens(`${hits[0].heading} ${hits[0].text}`).find((one) => one.words.some((term) => hits[0].terms.has(term)));
    return token ? [/** @type {[string, string]} */ ([word, token.raw.toLowerCase()])] : [];
  });
}
