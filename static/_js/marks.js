/** Where found words stand in a text: marked, and in excerpts. */

import { make } from "./make.js";
import { tokens, words } from "./words.js";

/**
 * What is to be marked: `terms` wherever they stand, the words of `exact` only where they stand side by side.
 * @typedef {{ terms: Set<string>, exact: string[] }} Wanted
 */

/** @typedef {import("./section.js").Span} Span */

/** Letters of an excerpt, at most. Signs of Chinese and the like take the room of two. */
export const EXCERPT = 190;
const LEAD = 40;
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/;
const LONGEST_WORD = 30;
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
 * begin in a short formula, and ends where a word does.
 * @param {{ text: string, spans: Span[] }} legible
 * @param {Wanted} wanted
 * @param {number} [room] letters that it may have
 * @returns {(string | HTMLElement)[]}
 */
export function excerpt({ text, spans: kinds }, wanted, room = EXCERPT) {
  const found = spans(text, wanted);
  const start = best(text, found, room);
  const most = Math.min(LEAD, room / 3);
  const lead = start > most ? edge(text, Math.floor(start - most), start) : 0;
  const whole = kinds.find(([begin, end]) => begin < lead && lead < end && lead - begin < LEAD)?.[0] ?? lead;
  const from = whole && whole + (/^[·↵ ]*/.exec(text.slice(whole))?.[0].length ?? 0);
  const end = ending(text, kinds, from, room);
  // A mark that is cut says nothing; a long name is shown whole.
  const to = found.find(([begin, last]) => begin < end && end < last && last - begin < MOST_MARKED)?.[1] ?? end;
  /** @type {(string | HTMLElement)[]} */
  const parts = from ? ["… "] : [];
  let at = from;
  for (const [begin, until, kind] of kinds) {
    if (until <= from || begin >= to) continue;
    const [first, last] = [Math.max(begin, from), Math.min(until, to)];
    const inner = pieced(text, found, first, last);
    parts.push(...pieced(text, found, at, first), make("code", { class: kind }, ...(kind === "math" ? inner.flatMap(typeset) : inner)));
    at = last;
  }
  return [...parts, ...pieced(text, found, at, to), ...(to < text.length ? [" …"] : [])];
}

/**
 * Where an excerpt that begins at `from` ends: not in a word, and not in a formula that is short.
 * @param {string} text
 * @param {Span[]} kinds
 * @param {number} from
 * @param {number} room
 */
function ending(text, kinds, from, room) {
  let end = from;
  for (let left = room; end < text.length && left > 0; end++) left -= WIDE.test(text[end]) ? 2 : 1;
  if (end === text.length) return end;
  const formula = kinds.find(([begin, until, kind]) => kind === "math" && begin < end && end < until && until - begin < LEAD);
  if (formula && formula[0] > from) return formula[0] - 1;
  const isInWord = /[^\s][^\s]/.test(text.slice(end - 1, end + 1)) && !WIDE.test(text.slice(end - 1, end + 1));
  const space = text.lastIndexOf(" ", end);
  return isInWord && space > Math.max(from, end - LONGEST_WORD) ? space : end;
}

/**
 * A piece of a formula as it is read: letters lean that are no name of a function, and what follows `_` and `^` is set lower
 * and higher.
 * @param {string | HTMLElement} piece
 * @returns {(string | HTMLElement)[]}
 */
function typeset(piece) {
  if (typeof piece !== "string") return [piece];
  return piece.split(/([_^](?:\([^()]*\)|[\p{L}\d]+|[^\s(){}])|(?<!\p{L})(?!ln|lg)(?:\p{L}\p{M}?){1,2}(?!\p{L}))/u).map((part, at) => {
    if (at % 2 === 0) return part.replace(/-/g, "−");
    if (!/[_^]/.test(part[0])) return make("i", {}, part);
    return make(part[0] === "_" ? "sub" : "sup", {}, ...typeset(part.slice(1).replace(/^\((.*)\)$/, "$1")));
  });
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
 * @param {number} room
 */
function best(text, places, room) {
  let start = 0;
  let most = 0;
  for (const [first] of places) {
    const near = places.filter(([other]) => other >= first && other < first + room - Math.min(LEAD, room / 3) - 30);
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
