/** What the reader typed → the sections that answer it, best first, and the words to mark in them. */

import lunr from "lunr";
import { fold, isCjk, stem, tokens } from "./words.js";

/** @typedef {[path: string, anchor: string, note: string, heading: string, text: string]} Section */
/** @typedef {{ section: Section, score: number, terms: Set<string> }} Hit */

const EXACT = 10;
const PREFIX = 4;
const FUZZY = 1;
const MOST = 60;

/**
 * One word of the query: `terms` are looked for as they are, `start` as the beginning of a word, `near` with one letter
 * wrong in the notes, `meant` are words of the notes that the query has with one letter wrong.
 * @typedef {{ terms: string[], start: string, near: string, meant: string[] }} Wanted
 */

/**
 * Text is never handed to Lunr's own parser: nothing a person types can be wrong.
 * @param {lunr.Index} index
 * @param {Section[]} sections
 * @param {string} text
 * @returns {Hit[]}
 */
export function answer(index, sections, text) {
  const wanted = want(text, (term) => term in /** @type {any} */ (index).invertedIndex);
  if (!wanted.length) return [];
  const results = index.query((query) => {
    for (const word of wanted) {
      for (const term of word.terms) query.term(term, { boost: EXACT, usePipeline: false });
      if (word.start) {
        query.term(word.start, { boost: PREFIX, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
      }
      for (const term of word.meant) query.term(term, { boost: FUZZY, usePipeline: false });
      if (word.near) query.term(word.near, { boost: FUZZY, usePipeline: false, editDistance: 1 });
    }
  });
  const phrase = squeeze(text);
  return results
    .map((result) => {
      const terms = new Set(Object.keys(result.matchData.metadata));
      const section = sections[Number(result.ref.slice(1))];
      return { section, terms, score: result.score * coverage(wanted, terms) * closeness(section, phrase) };
    })
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST);
}

/**
 * @param {string} text
 * @param {(term: string) => boolean} isKnown whether the index has a term
 * @returns {Wanted[]}
 */
function want(text, isKnown) {
  const found = tokens(text);
  return found
    .map((token, number) => {
      const raw = fold(token.raw);
      const isLast = number === found.length - 1 && !/\s$/.test(text);
      const isWord = /^\p{L}{4,}$/u.test(raw) && !isCjk(raw);
      const isOpen = isLast && (isCjk(raw) ? raw.length === 1 : raw.length > 1);
      const isMisspelt = isWord && !token.words.some(isKnown);
      const meant = isMisspelt ? [...new Set(corrections(raw).map(stem))].filter(isKnown) : [];
      return { terms: token.words, start: isOpen ? raw : "", near: isWord ? stem(raw) : "", meant };
    })
    .filter((word) => word.terms.length || word.start);
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz";

/**
 * All that `word` may have been meant to be, if two letters are swapped, or one is too many, wrong or missing.
 * @param {string} word
 */
function corrections(word) {
  const found = [];
  for (let at = 0; at <= word.length; at++) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (tail.length > 1) found.push(head + tail[1] + tail[0] + tail.slice(2));
    if (tail) found.push(head + tail.slice(1));
    for (const letter of ALPHABET) found.push(head + letter + tail, head + letter + tail.slice(1));
  }
  return found;
}

/**
 * How much of the query a section answers: one that has every word comes before one that has one of them often.
 * @param {Wanted[]} wanted
 * @param {Set<string>} terms
 */
function coverage(wanted, terms) {
  let sum = 0;
  for (const word of wanted) {
    if (word.terms.some((term) => terms.has(term))) sum += 1;
    else if (word.start && [...terms].some((term) => term.startsWith(word.start))) sum += 0.8;
    else if (word.meant.some((term) => terms.has(term))) sum += 0.6;
    else if (word.near && [...terms].some((term) => isNear(term, word.near))) sum += 0.4;
  }
  return (sum / wanted.length) ** 2;
}

/**
 * @param {string} term
 * @param {string} other
 */
function isNear(term, other) {
  return Math.abs(term.length - other.length) < 2 && (term[0] === other[0] || term.slice(1) === other.slice(1));
}

/**
 * @param {Section} section
 * @param {string} phrase
 */
function closeness([, , note, heading, text], phrase) {
  const title = squeeze(heading || note);
  if (title === phrase) return 3;
  if (title.includes(phrase)) return 1.8;
  return squeeze(text).includes(phrase) ? 1.5 : 1;
}

/** @param {string} text */
function squeeze(text) {
  return fold(text).replace(/\s+/g, " ").trim();
}
