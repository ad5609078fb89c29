/**
 * A word that is asked for → the ways in which sections may answer it: the twin of `search/ways.py`.
 *
 * It is looked up as it is, in its parts, as the beginning of longer words, and in other spellings: what the reader misspelt, and
 * what the notes did. Nothing of code or of short words is taken for anything else.
 */

import { isEnding, misspelt } from "./spelled.js";
import { stemOf } from "./words.js";

/** @typedef {import("./query.js").Asked} Asked */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {"exact" | "part" | "joined" | "begun" | "near" | "meant"} How */
/**
 * One way in which a section may answer a word: it has all of `words` (or, with `isShare`, a share of them).
 * @typedef {{ words: string[], weight: number, how: How, isShare?: boolean }} Way
 */
/**
 * All the ways to answer one word that is asked for, in which fields, and its weight among the others.
 * @typedef {{ typed: string, ways: Way[], weight: number, presence: import("./query.js").Presence, fields: number[],
 *   boost: number }} Group
 */

export const FIELDS = ["title", "crumbs", "body"];
const ALL = [0, 1, 2];
const [PART, SPLIT, BEGUN, NEAR] = [0.5, 0.6, 0.5, 0.35];
const MEANT = [0.5, 0.5, 0.25];
export const MOST_ASKED = 64;
const MOST_BEGUN = 24;
const MOST_SHARDS = 4;
const [MOST_TRIED, MOST_MEANT] = [6, 4];
const ALPHABET = "abcdefghijklmnopqrstuvwxyz";
const FEW = 3;
const RARE = 8;
const ALPHABETIC = /^[a-z\u00df-\u024f\u0370-\u06ff0-9]{4,20}$/;

/**
 * @param {Asked} asked its words are loaded
 * @param {Way[]} joined
 * @param {Store} store
 * @param {boolean} [isAlone]
 * @returns {Promise<Group>}
 */
export async function groupOf(asked, joined, store, isAlone = false) {
  if (asked.isPhrase) {
    return { typed: asked.typed, ways: [way(asked.words.slice(0, MOST_ASKED), 1, "exact")], weight: 0, presence: "not", fields: ALL, boost: 1 };
  }
  const flag = `-${asked.raw}`;
  if (asked.presence === "not" && store.count(flag)) asked = { ...asked, words: [flag], kind: "code", presence: "may" };
  const ways = asked.kind === "cjk" ? await cjkWays(asked, store) : [...(await waysOf(asked, store, isAlone)), ...joined];
  const { typed, presence, inTitle } = asked;
  return { typed, ways, weight: weigh(ways, store), presence, fields: inTitle ? [0] : ALL, boost: 1 };
}

/**
 * @param {Way[]} ways
 * @param {Store} store
 */
export function weigh(ways, store) {
  const exact = ways.filter((way) => way.how === "exact");
  const counts = (exact.length ? exact : ways).flatMap((way) => way.words.map((word) => store.count(word)));
  return Math.log(1 + store.sections / (Math.max(0, ...counts) + 0.5));
}

/**
 * @param {Asked} asked
 * @param {Store} store
 * @returns {Promise<Way[]>}
 */
async function cjkWays({ raw, words }, store) {
  if (raw.length === 1) {
    const found = (await store.beginning(raw, MOST_SHARDS)).slice(0, MOST_BEGUN);
    return found.map((word) => ({ words: [word], weight: 1, how: "exact" }));
  }
  const pairs = words.filter((word) => word.length > 1).slice(0, MOST_ASKED);
  return pairs.some((word) => store.count(word)) ? [{ words: pairs, weight: 1, how: "exact", isShare: true }] : [];
}

/**
 * @param {Asked} asked
 * @param {Store} store
 * @param {boolean} isAlone
 * @returns {Promise<Way[]>}
 */
async function waysOf({ raw: typed, words: [whole, ...parts], kind, presence, isOpen }, store, isAlone) {
  const isKnown = store.count(whole) > 0;
  /** @type {Way[]} */
  const ways = isKnown ? [{ words: [whole], weight: 1, how: "exact" }] : [];
  if (presence === "not") return ways;
  const isLoose = kind === "joined" && typed.includes("-") && !isAlone;
  if (parts.length && (!isKnown || isLoose) && parts.every((part) => store.count(part))) {
    ways.push({ words: parts, weight: PART, how: "part" });
  }
  const raw = kind !== "joined" || whole.includes("-") ? typed : typed.replaceAll("-", "");
  if (isOpen && !(isKnown && kind === "code")) {
    ways.push(...(await begun(raw, whole, store)));
    if (raw !== typed && !isKnown) ways.push(...(await lastBegun(typed, parts, store)));
  }
  if (kind === "code" || !ALPHABETIC.test(raw)) return ways;
  if (isKnown) return [...ways, ...(await near(raw, whole, store))];
  return [...ways, ...(await split(raw, store)), ...(await meant(raw, store))];
}

/**
 * Words that begin as typed; and stems that what is typed goes beyond, as `delega` goes beyond that of `delegate`.
 * @param {string} raw
 * @param {string} whole
 * @param {Store} store
 * @returns {Promise<Way[]>}
 */
async function begun(raw, whole, store) {
  if (raw.length < 3) return [];
  const found = (await store.beginning(raw, MOST_SHARDS)).filter((word) => word !== whole);
  found.sort((one, other) => store.count(other) - store.count(one) || compare(one, other));
  const stems = [1, 2, 3, 4].filter((cut) => raw.length - cut >= 3 && isEnding(raw.slice(-cut))).map((cut) => raw.slice(0, -cut));
  await store.load(stems);
  return [
    ...found.slice(0, MOST_BEGUN).map((word) => way([word], BEGUN * (0.5 + (0.5 * raw.length) / word.length), "begun")),
    ...stems.filter((word) => word !== whole && store.count(word)).map((word) => way([word], BEGUN, "begun")),
  ];
}

/**
 * `github-acti` where the notes have `github actions`.
 * @param {string} raw
 * @param {string[]} parts they are loaded
 * @param {Store} store
 */
async function lastBegun(raw, parts, store) {
  const first = parts.slice(0, -1);
  if (!first.length || !first.every((part) => store.count(part))) return [];
  const found = await begun(raw.slice(raw.lastIndexOf("-") + 1), "", store);
  return found.map(({ words, weight, how }) => way([...first, ...words], weight, how));
}

/**
 * What the notes may have misspelt: a rarer word one letter off. It counts as little as the word itself is rare.
 * @param {string} raw
 * @param {string} whole
 * @param {Store} store
 */
async function near(raw, whole, store) {
  if (raw.length < 5) return [];
  const count = store.count(whole);
  const among = count < RARE ? await store.spellings(raw.slice(0, 2)) : store.beside(whole);
  const found = alike(raw, among, 1, 1).slice(0, MOST_TRIED).map(([, word]) => word);
  await store.load(found);
  return found
    .filter((word) => word !== whole && store.count(word) <= Math.max(FEW, Math.floor(count / 3)))
    .map((word) => way([word], NEAR * Math.min(1, idf(count, store) / idf(store.count(word), store)), "near"));
}

/**
 * What the reader may have misspelt: words one letter off or, of a long word, two.
 * @param {string} raw
 * @param {Store} store
 */
async function meant(raw, store) {
  const found = store.meant.get(raw) ?? (await likeliest(raw, store));
  store.meant.set(raw, found);
  return found.map(([off, word]) => way([word], MEANT[off], "meant"));
}

/**
 * @param {string} raw
 * @param {Store} store
 */
async function likeliest(raw, store) {
  const most = raw.length > 7 ? 2 : 1;
  let found = alike(raw, await spellings([raw.slice(0, 2), raw[1] + raw[0], raw[0] + raw[2], raw.slice(1, 3)], store), 0, most);
  if (!found.length) {
    const starts = [raw[0], raw[1]].flatMap((second) => Array.from(ALPHABET, (letter) => letter + second));
    found = alike(raw, await spellings(starts, store), 0, 1);
  }
  const nearest = found.filter(([off]) => off === found[0][0]).slice(0, MOST_TRIED);
  await store.load(nearest.map(([, word]) => word));
  nearest.sort(([, one], [, other]) => store.count(other) - store.count(one) || compare(one, other));
  return nearest.slice(0, MOST_MEANT);
}

/**
 * @param {string[]} starts
 * @param {Store} store
 */
async function spellings(starts, store) {
  return new Set((await Promise.all(starts.map((start) => store.spellings(start)))).flat());
}

/**
 * [letters off, word] of those of `among` that are between `least` and `most` letters off, the nearest first. A digit is never
 * taken for another.
 * @param {string} raw
 * @param {Iterable<string>} among
 * @param {number} least
 * @param {number} most
 */
function alike(raw, among, least, most) {
  const digits = raw.replace(/[^0-9]+/g, "");
  /** @type {[number, string][]} */
  const found = [];
  for (const word of among) {
    if (!ALPHABETIC.test(word) || word.replace(/[^0-9]+/g, "") !== digits) continue;
    const off = misspelt(raw, word, most);
    if (off >= least && off <= most) found.push([off, word]);
  }
  const far = (/** @type {string} */ word) => Math.abs(word.length - raw.length);
  return found.sort(([off, one], [farther, other]) => off - farther || far(one) - far(other) || compare(one, other));
}

/**
 * `backpropagation` where the notes have `back propagation`.
 * @param {string} raw
 * @param {Store} store
 */
async function split(raw, store) {
  const known = new Set(await store.spellings(raw.slice(0, 2)));
  for (let at = raw.length - 3; at > 2; at--) {
    const both = [stemOf(raw.slice(0, at)), stemOf(raw.slice(at))];
    if (!known.has(both[0])) continue;
    await store.load(both);
    if (both.every((word) => store.count(word))) return [way(both, SPLIT, "joined")];
  }
  return [];
}

/**
 * How much a word in so many places says; as lunr has it.
 * @param {number} count
 * @param {Store} store
 */
export function idf(count, store) {
  return Math.log(1 + Math.abs((store.sections - count + 0.5) / (count + 0.5)));
}

/**
 * @param {string[]} words
 * @param {number} weight
 * @param {How} how
 * @returns {Way}
 */
export function way(words, weight, how) {
  return { words, weight, how };
}

/**
 * @param {string} one
 * @param {string} other
 */
export function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
