/**
 * Text → the words it is found by: the twin of `search/words.py`, held equal to it by a test.
 * Every class of characters is an explicit range, because `\w` and the like mean different things in Python and here.
 */

import lunr from "lunr";

/**
 * A stretch of text and the words it is found by: the first stands for all of it, the others are its parts. `isStop` tells a
 * word so common that it counts only in headings, and in a query that has no other.
 * @typedef {"plain" | "joined" | "code" | "cjk"} Kind
 * @typedef {{ start: number, raw: string, words: string[], kind: Kind, isStop: boolean }} Token
 */

export const CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\uff66-\uff9f";
const W = "A-Za-z0-9_";
export const LETTERS =
  W +
  "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f" +
  "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u0400-\u052f\u0531-\u0587" +
  "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f4\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-\u07f5\u08a0-\u08ff" +
  "\u0900-\u0963\u0966-\u0df3" +
  "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff\u0f20-\u0f33\u0f40-\u0fbc\u1000-\u1049\u1050-\u109f" +
  "\u10a0-\u10fa\u10fc-\u10ff\u1200-\u135f\u1380-\u138f\u13a0-\u13fd\u1401-\u166c\u166f-\u167f" +
  "\u1780-\u17d3\u17dc-\u17e9\u1810-\u18aa" +
  "\u1e00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdc\u1fe0-\u1fec\u1ff2-\u1ffc" +
  "\u2c00-\u2ce4\u2d00-\u2dff\ua640-\ua69f\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a";
const SYMBOLS = "∇ nabla ∂ partial ∑ sum ∏ prod ∫ int ∞ infty √ sqrt ≤ leq ≥ geq ≠ neq ≈ approx ⊗ otimes ⊕ oplus ⊙ odot ∝ propto ∀ forall ∃ exists".split(" ");
const GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega";
const SIGNS = SYMBOLS.filter((_, at) => at % 2 === 0).join("");
/** @type {Map<string, string>} */
export const NAMES = new Map(GREEK.split(" ").map((name, at) => [String.fromCharCode(0x3b1 + at), name]));
SYMBOLS.forEach((sign, at) => at % 2 || NAMES.set(sign, SYMBOLS[at + 1]));
const OPERATORS = `:=|->|=>|==|!=|&&|\\|\\||<<|>>|::|[@${SIGNS}]`;
const TOKEN = new RegExp(
  `[${CJK}]+|(?<![${LETTERS}-])--?[A-Za-z][${W}-]*|[A-Za-z]\\+\\+|[A-Za-z]#(?![${W}])` +
    `|[${LETTERS}]+(?:[.\u2019'-][${LETTERS}]+)*|${OPERATORS}`,
  "g",
);
const LONGEST = 100;
const LONGEST_WORD = 40;
const IS_CJK = new RegExp(`^[${CJK}]`);
const IS_OPERATOR = new RegExp(`^(?:${OPERATORS})`);
const MARKS = /[\u0300-\u036f]/g;
const CONTRACTION = /(?<=.)(?:'s|n't|'(?:re|ve|ll|d|m))$/;
const HUMPS = /(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])/;
const IS_NAME = /[_.']/;
const DUNDER = /__[^_.']+(?:_[^_.']+)*__$/;
const BRITISH = /^(.{3,})is(e|ed|es|er|ers|ing|ation|ations|able)$/;
const STOP = new Set(
  "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(" "),
);

/** @typedef {Omit<Token, "start" | "raw">} Found */
/** @type {Map<string, Found>} */
const known = new Map();

/**
 * The words of `text` in order, each with its parts, as they stand in the index for the body of a section.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return tokens(text).flatMap((token) => (token.isStop ? [] : token.words));
}

/** What was cut last: as one types, the same texts are looked at again. @type {Map<string, Token[]>} */
const recent = new Map();
const MOST_RECENT = 300;

/**
 * The tokens of `text` in order; those that are found by nothing are left out.
 * @param {string} text
 * @returns {readonly Token[]}
 */
export function tokens(text) {
  let found = recent.get(text);
  if (!found) {
    found = [];
    for (const { 0: raw, index: start } of text.matchAll(TOKEN)) {
      const analysed = analyse(raw);
      if (analysed.words.length) found.push({ start, raw, ...analysed });
    }
    if (recent.size >= MOST_RECENT) recent.clear();
    recent.set(text, found);
  }
  return found;
}

/**
 * Lower case, without accents.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKD").toLowerCase().replace(MARKS, "").normalize("NFC");
}

/** @param {string} text */
export function isCjk(text) {
  return IS_CJK.test(text);
}

/**
 * The stem of a folded word, the same for British and American spelling.
 * @param {string} folded
 */
export function stemOf(folded) {
  return stem(folded.replace(BRITISH, "$1iz$2"));
}

/** @param {string} word */
export function stem(word) {
  return lunr.stemmer(new lunr.Token(word, {})).toString();
}

/**
 * @param {string} raw
 * @returns {Found}
 */
function analyse(raw) {
  let found = known.get(raw);
  if (!found) {
    found = analysed(raw);
    known.set(raw, found);
  }
  return found;
}

/**
 * @param {string} raw
 * @returns {Found}
 */
function analysed(raw) {
  if (IS_CJK.test(raw)) return { words: Array.from(raw, (_, at) => raw.slice(at, at + 2)), kind: "cjk", isStop: false };
  let folded = fold(raw).replaceAll("\u2019", "'").replace(/^'+|'+$/g, "");
  /** @type {Found} */
  const code = { words: [], kind: "code", isStop: false };
  if (raw.length > LONGEST || !folded.replace(/^[_'-]+/, "")) return code;
  if (IS_OPERATOR.test(folded)) return { ...code, words: [NAMES.get(folded) ?? folded] };
  if (folded[0] === "-") {
    const name = strip(folded, "-");
    return { ...code, words: distinct([folded, ...(name.length > 1 ? hyphenated(name) : [])]) };
  }
  if (folded.includes("-")) return { words: hyphenated(folded), kind: "joined", isStop: false };
  const contracted = folded.replace(CONTRACTION, "");
  if (contracted !== folded && !IS_NAME.test(contracted)) folded = contracted;
  if (IS_NAME.test(folded)) return { ...code, words: nameWords(folded) };
  const humps = HUMPS.test(raw) ? raw.split(HUMPS).map(fold) : [];
  return {
    words: distinct([NAMES.get(folded) ?? stemOf(folded), ...stems(humps)]),
    kind: /[+#]$/.test(folded) ? "code" : humps.length ? "joined" : "plain",
    isStop: STOP.has(folded),
  };
}

/**
 * `multi-head`: as if written in one, and its parts. Of what is too long for a word, and of dates, as it stands.
 * @param {string} folded
 */
function hyphenated(folded) {
  const parts = folded.split("-").filter(Boolean);
  const pieces = parts.flatMap((part) => (IS_NAME.test(part) ? nameWords(part) : stems([part])));
  const joined = parts.join("");
  const isWord = joined.length <= LONGEST_WORD && !/^[0-9]+$/.test(joined);
  return distinct([isWord ? stemOf(joined) : folded, ...pieces]);
}

/**
 * A name of several parts: `np.array`, `steps_per_epoch`, `__init__`, `x_t`.
 * @param {string} folded
 */
function nameWords(folded) {
  const bare = strip(folded, ".");
  const whole = DUNDER.test(bare) ? bare : bare.replace(/_+$/, "");
  const parts = whole
    .split(/[.']/)
    .filter(Boolean)
    .map((part) => part.split("_").map((piece) => NAMES.get(piece) ?? piece));
  const named = parts.map((pieces) => pieces.join("_"));
  return distinct([
    whole.includes("'") ? whole : named.join("."),
    ...named.filter((_, at) => parts[at].length > 1),
    ...stems(parts.flat()),
  ]);
}

/** @param {string[]} parts */
function stems(parts) {
  return parts.filter((part) => [...part].length >= 2 && !STOP.has(part)).map(stemOf);
}

/**
 * @param {string} text
 * @param {string} letter
 */
function strip(text, letter) {
  let [start, end] = [0, text.length];
  while (text[start] === letter) start += 1;
  while (end > start && text[end - 1] === letter) end -= 1;
  return text.slice(start, end);
}

/** @param {string[]} items */
function distinct(items) {
  return [...new Set(items)].filter((item) => item);
}
