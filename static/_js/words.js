/**
 * Text → the words it is found by: the twin of `search/words.py`, held equal to it by a test.
 * Every class of characters is an explicit range, because `\w` and the like mean different things in Python and here.
 */

import lunr from "lunr";

const CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af";
const W = "A-Za-z0-9_";
const LETTERS =
  W +
  "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u1e00-\u1fff";
const TOKEN = new RegExp(
  `[${CJK}]+|--?[A-Za-z][${W}-]*|[A-Za-z]\\+\\+|[A-Za-z]#(?![${W}])|[${LETTERS}]+(?:[.\u2019'][${LETTERS}]+)*|@`,
  "g",
);
const LONGEST = 100;
const IS_CJK = new RegExp(`^[${CJK}]`);
const MARKS = /[\u0300-\u036f]/g;
const CONTRACTION = /(?:'s|n't|'(?:re|ve|ll|d|m))$/;
const HUMPS = /(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])/;
const STOP = new Set(
  "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(" "),
);

/** @type {Map<string, string[]>} */
const known = new Map();

/**
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return tokens(text).flatMap((token) => token.words);
}

/**
 * The tokens of `text`: where each stands, and the words it is found by.
 * @param {string} text
 * @returns {{ start: number, raw: string, words: string[] }[]}
 */
export function tokens(text) {
  return [...text.matchAll(TOKEN)].map((found) => ({ start: found.index, raw: found[0], words: wordsOf(found[0]) }));
}

/**
 * Lower case, without accents.
 * @param {string} text
 */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(MARKS, "");
}

/** @param {string} text */
export function isCjk(text) {
  return IS_CJK.test(text);
}

/**
 * @param {string} token
 * @returns {string[]}
 */
function wordsOf(token) {
  let found = known.get(token);
  if (!found) {
    found = analyse(token);
    known.set(token, found);
  }
  return found;
}

/**
 * @param {string} token
 * @returns {string[]}
 */
function analyse(token) {
  if (IS_CJK.test(token)) {
    return token.length === 1 ? [token] : Array.from({ length: token.length - 1 }, (_, at) => token.slice(at, at + 2));
  }
  if (token.length > LONGEST) return [];
  const folded = fold(token).replaceAll("\u2019", "'").replace(/^'+|'+$/g, "");
  if (!folded) return [];
  if (folded[0] === "-") return distinct([folded, ...stems(folded.split("-"))]);
  if (/[._']/.test(folded)) return compound(folded);
  const humps = HUMPS.test(token) ? token.split(HUMPS).map(fold) : [];
  return distinct([...stems([folded], 1), ...stems(humps)]);
}

/**
 * A name of several parts: `np.array`, `steps_per_epoch`, `__init__`, `don't`.
 * @param {string} folded
 */
function compound(folded) {
  const contraction = CONTRACTION.exec(folded);
  if (contraction && !/[._]/.test(folded)) return distinct(stems([folded.slice(0, contraction.index)], 1));
  const parts = folded.split(/[.']/).filter(Boolean);
  const whole = parts.filter((part) => part.includes("_"));
  const pieces = parts.flatMap((part) => part.split("_"));
  return distinct([folded.replace(/^\.+|\.+$/g, ""), ...whole, ...stems(pieces)]);
}

/**
 * @param {string[]} parts
 * @param {number} least
 */
function stems(parts, least = 2) {
  return parts.filter((part) => [...part].length >= least && !STOP.has(part)).map(stem);
}

/** @param {string} word */
export function stem(word) {
  return lunr.stemmer(new lunr.Token(word, {})).toString();
}

/** @param {string[]} items */
function distinct(items) {
  return [...new Set(items)];
}
