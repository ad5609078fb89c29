/** What the reader typed → what is asked for. Nothing a person can type is wrong. The twin of `search/query.py`. */

import { CJK, fold, isCjk, LETTERS, tokens } from "./words.js";

/** @typedef {"may" | "must" | "not"} Presence */
/**
 * One word that is asked for. `typed` is that word as it was typed, `raw` the same folded, `words` those of the index that it
 * may stand for; `isOpen` says that more letters may follow. Of a phrase that is not wanted, `words` are those of all of it.
 * @typedef {{ typed: string, raw: string, words: string[], kind: import("./words.js").Kind, presence: Presence,
 *   inTitle: boolean, isOpen: boolean, isStop: boolean, isPhrase?: boolean }} Asked
 */
/**
 * Notes with a tag (`term` begins with `#`) or in a folder (`/`); or those without.
 * @typedef {{ term: string, isNot: boolean, isOpen: boolean }} Filter
 */
/**
 * All that is asked for. `lunr` are the pieces in Lunr's own syntax, `chunks` the pieces of the whole as typed, and `plain` the
 * words alone, to be compared with headings and texts.
 * @typedef {{ asked: Asked[], phrases: string[], filters: Filter[], lunr: string[], chunks: string[], plain: string }} Query
 */

const S = " \\t\\n\\r\\f\\v\\x1c-\\x1f\\x85\u00a0\u1680\u2000-\u200a\\u2028\\u2029\u202f\u205f\u3000\\ufeff";
const CHUNK = new RegExp(`([+-]?)((?:[Tt]itle|[Tt]ag|[Ff]older):|#)?("[^"]*"?|\u201c[^\u201d]*\u201d?|[^${S}]+)`, "gu");
const LETTER = "A-Za-z\u00c0-\\u{10ffff}";
const SIGNED = new RegExp(`^(?:(?:\\+.|-[^-]).|\\+[${LETTER}])`, "u");
const LUNR = new RegExp(
  `^(?:(?:crumbs|body):[^${S}:]+|(?:title:)?(?=[^*]*(?:[0-9${LETTER}]\\*|(?<!\\*)\\*[0-9${LETTER}]))[^${S}:]+` +
    `|(?:title:)?[${LETTER}][0-9${LETTER}]+(?:[~^][0-9]{1,2}){1,2})$`,
  "u",
);
const BETWEEN = new RegExp(`[^${LETTERS}${CJK}+#]+`, "gu");
const SPACES = new RegExp(`[${S}]+`, "gu");
const QUOTES = /^["\u201c\u201d]+|["\u201c\u201d]+$/g;

/**
 * @param {string} text
 * @returns {Query}
 */
export function readQuery(text) {
  text = text.normalize("NFC");
  /** @type {Query} */
  const query = { asked: [], phrases: [], filters: [], lunr: [], chunks: [], plain: "" };
  /** @type {string[]} */
  const plain = [];
  for (const chunk of text.matchAll(CHUNK)) {
    const typed = chunk[0];
    query.chunks.push(typed);
    const isLast = chunk.index + typed.length === text.length;
    let [, sign, field = "", body] = chunk;
    field = field.toLowerCase();
    const isQuoted = /^["\u201c]/.test(body);
    let inner = isQuoted ? body.replace(QUOTES, "") : body;
    if (sign && !(field || isQuoted || SIGNED.test(typed))) {
      sign = "";
      inner = body = typed;
    }
    const presence = sign === "-" ? "not" : sign === "+" ? "must" : "may";
    if (/^(?:tag:|folder:|#)$/.test(field)) {
      const term = (field === "folder:" ? "/" : "#") + facet(inner);
      if (term.length > 1) query.filters.push({ term, isNot: sign === "-", isOpen: isLast });
    } else if (!isQuoted && LUNR.test(field + body)) query.lunr.push(sign + field + body);
    else if (isQuoted && sign === "-") query.asked.push(...unwanted(inner));
    else {
      const phrase = isQuoted ? squeeze(inner) : "";
      if (phrase) query.phrases.push(phrase);
      if (sign !== "-") plain.push(inner);
      query.asked.push(...ask(inner, typed, phrase ? "must" : presence, field === "title:", isLast && !isQuoted));
    }
  }
  query.plain = squeeze(plain.join(" "));
  return query;
}

/**
 * The words of `text`.
 * @param {string} text
 * @param {string} [typed]
 * @param {Presence} [presence]
 * @param {boolean} [inTitle]
 * @param {boolean} [isOpen]
 * @returns {Asked[]}
 */
export function ask(text, typed = "", presence = "may", inTitle = false, isOpen = false) {
  const found = tokens(text);
  return found.map(({ start, raw, words, kind, isStop }) => ({
    typed: presence === "may" || found.length > 1 ? raw : typed.replace(/^[+-]+/, ""),
    raw: kind === "cjk" ? raw : fold(raw).replaceAll("\u2019", "'"),
    words,
    kind,
    presence,
    inTitle,
    isOpen: isOpen && start + raw.length === text.length,
    isStop,
  }));
}

/**
 * A phrase that is not wanted. Whether its words stand together is not known: having all of them is enough.
 * @param {string} phrase
 * @returns {Asked[]}
 */
function unwanted(phrase) {
  const words = tokens(phrase).flatMap((token) => (token.isStop ? [] : token.words.slice(0, 1)));
  const asked = { raw: squeeze(phrase), kind: /** @type {const} */ ("code"), presence: /** @type {const} */ ("not") };
  return words.length ? [{ ...asked, typed: phrase, words, inTitle: false, isOpen: false, isStop: false, isPhrase: true }] : [];
}

/**
 * The name of a tag or of a folder as it stands in the index.
 * @param {string} name
 */
function facet(name) {
  return fold(name).replace(/^[/#]+|[/#]+$/g, "").replace(/[ ,"\\]/g, "-");
}

/**
 * `text` for comparing: folded, its words with single spaces between them; as it stands when it has no words.
 * @param {string} text
 */
export function squeeze(text) {
  const folded = fold(text);
  return folded.replace(BETWEEN, " ").trim() || folded.replace(SPACES, " ").trim();
}

/**
 * Whether a phrase stands in a text, both squeezed, from the beginning of a word on. Chinese and the like know none.
 * @param {string} phrase
 * @param {string} text
 */
export function standsIn(phrase, text) {
  return isCjk(phrase) ? text.includes(phrase) : ` ${text}`.includes(` ${phrase}`);
}
