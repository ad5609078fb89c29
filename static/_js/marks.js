/** Where found words stand in a text: marked, and in excerpts. */

import { make } from "./make.js";
import { tokens, words } from "./words.js";

/**
 * What is to be marked: `terms` wherever they stand, the words of `exact` only where they stand side by side.
 * @typedef {{ terms: Set<string>, exact: string[] }} Wanted
 */

/** @typedef {import("./section.js").Span} Span */

const EXCERPT = 190;
const LEAD = 40;
const MOST_MARKED = 80;
const QUOTED = /["“”]([^"“”]+)(?:["“”]|$)/g;

/**
 * @param {string} text what the reader typed
 * @param {Iterable<string>} terms words of the index that matched
 * @returns {Wanted}
 */
export function want(text, terms) {
  const exact = [...text.matchAll(QUOTED)].map((quoted) => quoted[1]).filter((phrase) => tokens(phrase).length > 1);
  const loose = new Set(words(text.replace(QUOTED, (quoted, phrase) => (exact.includes(phrase) ? " " : quoted))));
  const bound = new Set(exact.flatMap(words).filter((word) => !loose.has(word)));
  return { terms: new Set([...terms].filter((term) => !bound.has(term))), exact };
}

/**
 * The part of a text that holds most of what is wanted, with that marked, and with code and formulas as such. It does not
 * begin in a short formula.
 * @param {{ text: string, spans: Span[] }} legible
 * @param {Wanted} wanted
 * @returns {(string | HTMLElement)[]}
 */
export function excerpt({ text, spans: kinds }, wanted) {
  const found = spans(text, wanted);
  const start = best(text, found);
  const lead = start > LEAD ? edge(text, start - LEAD, start) : 0;
  const whole = kinds.find(([begin, end]) => begin < lead && lead < end && lead - begin < LEAD)?.[0] ?? lead;
  const from = whole && whole + (/^[·↵ ]*/.exec(text.slice(whole))?.[0].length ?? 0);
  const end = from + EXCERPT < text.length ? edge(text, from + EXCERPT - 15, from + EXCERPT) : text.length;
  // A mark that is cut says nothing; a long name is shown whole.
  const to = found.find(([begin, last]) => begin < end && end < last && last - begin < MOST_MARKED)?.[1] ?? end;
  /** @type {(string | HTMLElement)[]} */
  const parts = from ? ["… "] : [];
  let at = from;
  for (const [begin, close, kind] of kinds) {
    if (close <= from || begin >= to) continue;
    const [first, last] = [Math.max(begin, from), Math.min(close, to)];
    parts.push(...pieced(text, found, at, first), make("code", { class: kind }, ...pieced(text, found, first, last)));
    at = last;
  }
  return [...parts, ...pieced(text, found, at, to), ...(to < text.length ? [" …"] : [])];
}

/**
 * The first place after a space between two places; without one, the last of them.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function edge(text, from, to) {
  const space = text.indexOf(" ", from);
  return space >= 0 && space < to ? space + 1 : Math.max(from, to - 12);
}

/**
 * Where the excerpt begins that holds most different words, and of those most.
 * @param {string} text
 * @param {[number, number][]} places
 */
function best(text, places) {
  let start = 0;
  let most = 0;
  for (const [first] of places) {
    const near = places.filter(([other]) => other >= first && other < first + EXCERPT - LEAD - 30);
    const different = new Set(near.map((place) => text.slice(...place).toLowerCase()));
    const worth = different.size * 10 + near.length;
    if (worth > most) [start, most] = [first, worth];
  }
  return start;
}

/**
 * `text` with what is wanted in marks.
 * @param {string} text
 * @param {Wanted} wanted
 */
export function marked(text, wanted) {
  return pieced(text, spans(text, wanted), 0, text.length);
}

/**
 * `text` between two places, with marks around others.
 * @param {string} text
 * @param {[number, number][]} places
 * @param {number} from
 * @param {number} to
 */
function pieced(text, places, from, to) {
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let at = from;
  for (const [start, end] of places) {
    if (end <= at || start >= to) continue;
    const [first, last] = [Math.max(start, at), Math.min(end, to)];
    parts.push(text.slice(at, first), make("mark", {}, text.slice(first, last)));
    at = last;
  }
  return [...parts, text.slice(at, to)];
}

/**
 * Where that which is wanted begins and ends. Neighbours are joined: the pairs of Chinese and the like, and words with
 * but a space between them.
 * @param {string} text
 * @param {Wanted} wanted
 * @returns {[start: number, end: number][]}
 */
export function spans(text, { terms, exact }) {
  /** @type {[number, number][]} */
  const found = [];
  const all = tokens(text);
  const bound = runs(all, exact);
  for (const [number, token] of all.entries()) {
    for (const [start, end] of bound.has(number) ? [[0, token.raw.length]] : pieces(token, terms)) {
      const last = found.at(-1);
      const from = token.start + start;
      if (last && /^\s?$/.test(text.slice(last[1], from))) last[1] = token.start + end;
      else found.push([from, token.start + end]);
    }
  }
  return found;
}

/**
 * The parts of a token that are wanted: all of it, or of Chinese and the like the pairs.
 * @param {ReturnType<typeof tokens>[number]} token
 * @param {Set<string>} terms
 * @returns {number[][]}
 */
function pieces({ raw, words }, terms) {
  const isPairs = words.length > 1 && words.every((word, at) => raw.startsWith(word, at));
  if (isPairs) return words.flatMap((word, at) => (terms.has(word) ? [[at, at + word.length]] : []));
  return words.some((word) => terms.has(word)) ? [[0, raw.length]] : [];
}

/**
 * The numbers of the tokens that stand where a phrase does.
 * @param {ReturnType<typeof tokens>} all
 * @param {string[]} exact
 */
function runs(all, exact) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const phrase of exact.map(tokens)) {
    for (let at = 0; at + phrase.length <= all.length; at++) {
      const isHere = phrase.every(({ words }, number) => words.every((word) => all[at + number].words.includes(word)));
      if (isHere) for (const number of phrase.keys()) found.add(at + number);
    }
  }
  return found;
}

/**
 * What is wanted, as the end of an address. It goes there and not into storage because a page from disk, or in another
 * tab, may share none; and behind the `#`, so that it is never sent to a host.
 * @param {Wanted} wanted
 */
export function written({ terms, exact }) {
  const query = new URLSearchParams({ find: [...terms].join(" ") });
  for (const phrase of exact) query.append("exact", phrase);
  return `?${query}`;
}
