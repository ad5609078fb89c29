/**
 * All that the scripts say to the reader: English is theirs, and a site in another language brings its words in a script that is
 * loaded before them.
 */

import { diagrams, graph, hortus, live, more, search, sheet } from "../../templates/words/en.json";

/** What is said of a number: a text for each of the categories that numbers have in the language `in`. */
/** @typedef {{ in?: string, other: string, [category: string]: string | undefined }} Forms */

/**
 * @template T
 * @param {string} group
 * @param {T} english
 * @returns {T}
 */
function take(group, english) {
  return /** @type {any} */ (window).hortusWords?.[group] ?? english;
}

const LONG = 10_000; // from here on a number has its digits in groups

export const HORTUS = /* @__PURE__ */ take("hortus", hortus);
export const DIAGRAMS = /* @__PURE__ */ take("diagrams", diagrams);
export const GRAPH = /* @__PURE__ */ take("graph", graph);
export const LIVE = /* @__PURE__ */ take("live", live);
export const SAY = /* @__PURE__ */ take("search", search);
export const SHEET = /* @__PURE__ */ take("sheet", sheet);
export const RARELY = /* @__PURE__ */ take("more", more);

/**
 * A text with its places filled.
 * @param {string} text
 * @param {Record<string, string | number>} places
 */
export function fill(text, places) {
  return text.replace(/{(\w+)}/g, (_, name) => /** @type {string} */ (places[name]));
}

/** @param {string} text */
export function quoted(text) {
  return fill(SAY.quoted, { text });
}

/**
 * @param {Forms} forms
 * @param {number} n
 */
export function count(forms, n) {
  const language = forms.in ?? "en";
  return fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n: n < LONG ? n : n.toLocaleString(language) });
}
