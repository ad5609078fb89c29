/**
 * A plan → the sections that answer it, best first: the twin of `search/rank.py`.
 *
 * Lunr scores: it is given an index of just the words that the plan names. The score of a section, over its fields, is the dot
 * product of the query and the field by the length of the query, so the words that are left out change nothing.
 */

import lunr from "lunr";
import { LENGTHS, STEP } from "./pack.js";
import { FIELDS, idf } from "./plan.js";

/** @typedef {import("./plan.js").Group} Group */
/** @typedef {import("./store.js").Store} Store */
/**
 * A section, its score, and the words of the index that it has. `state` tells whether it has all that is asked for as it was
 * typed, or something only as the notes misspell it.
 * @typedef {"whole" | "partial" | "misspelt"} State
 * @typedef {{ slot: number, section: number, score: number, words: Set<string>, state: State }} Found
 */
/** @typedef {Map<string, number>} Has the words of the plan that a section has, and the fields, as bits */

// The types of Lunr leave out what is for those who build an index by hand.
const { Index, Pipeline, TokenSet, Vector } = /** @type {any} */ (lunr);
const BOOSTS = [3, 1, 1];
const [K1, B] = [1.2, 0.75];
const WHOLE = 0.5;
const LEAST = 0.3;
const ID = 64; // sections of a passage

/**
 * Sections that answer, best first. None that has a word misspelt comes before one that has all as they were typed.
 * @param {import("./query.js").Query} query
 * @param {Group[]} groups
 * @param {Store} store
 * @returns {Promise<Found[]>}
 */
export async function rank(query, groups, store) {
  const filters = await Promise.all(query.filters.map(async (item) => ({ ...item, slots: await slotsOf(item, store) })));
  const wanted = groups.filter((group) => group.presence !== "not");
  if (!wanted.length) return tops(filters);
  const present = presentIn(groups, store);
  const total = wanted.reduce((sum, group) => sum + group.weight, 0);
  /** @type {(Found & { cover: number })[]} */
  const found = [];
  for (const { ref, score } of scored(wanted, store)) {
    const id = Number(ref.slice(1));
    const [slot, section] = [Math.floor(id / ID), id % ID];
    const has = /** @type {Has} */ (present.get(id));
    if (!isAllowed(slot, has, groups, filters)) continue;
    const shares = wanted.map((group) => share(group, has));
    const cover = wanted.reduce((sum, group, at) => sum + group.weight * shares[at][0], 0) / total;
    if (cover > 0) found.push({ slot, section, score: rounded(score * cover), words: new Set(has.keys()), state: stateOf(shares), cover });
  }
  const best = found.reduce((most, item) => Math.max(most, item.cover), 0);
  const kept = found.filter((item) => item.cover >= LEAST * best);
  cap(kept);
  return kept.sort((a, b) => b.score - a.score || a.slot - b.slot || a.section - b.section);
}

/**
 * Put what has a word misspelt below all that have everything as it was typed.
 * @param {{ score: number, state: State }[]} items
 */
export function cap(items) {
  const least = items.reduce((score, item) => (item.state === "whole" ? Math.min(score, item.score) : score), Infinity);
  for (const item of items) if (item.state === "misspelt") item.score = Math.min(item.score, rounded(least * 0.999));
}

/**
 * @param {[share: number, isNear: boolean][]} shares
 * @returns {State}
 */
function stateOf(shares) {
  if (shares.some(([, isNear]) => isNear)) return "misspelt";
  return shares.every(([share]) => share >= WHOLE) ? "whole" : "partial";
}

/**
 * What Lunr answers.
 * @param {Group[]} groups
 * @param {Store} store
 */
function scored(groups, store) {
  const boosts = boostsOf(groups);
  const index = partialIndex([...new Set([...boosts.values()].map(({ word }) => word))], store);
  return index.query((query) => {
    for (const { word, fields, boost } of boosts.values()) {
      query.term(word, { fields: fields.map((field) => FIELDS[field]), boost, usePipeline: false });
    }
  });
}

/**
 * A Lunr index that has just these words, which are loaded. Any query for them is answered as by the index of all words.
 * @param {string[]} words
 * @param {Store} store
 * @returns {lunr.Index}
 */
export function partialIndex(words, store) {
  const invertedIndex = Object.create(null);
  const fieldVectors = Object.create(null);
  const known = words.filter((word) => store.count(word)).sort();
  const none = {};
  known.forEach((word, number) => {
    /** @type {Record<string, any>} */
    const posting = (invertedIndex[word] = { _index: number });
    for (const field of FIELDS) posting[field] = Object.create(null);
    const rarity = idf(store.count(word), store);
    const places = store.places(word);
    for (let at = 0; at < places.length; at += STEP) {
      const field = places[at + 2];
      // A ref that looks like a whole number would be sorted to the front by JavaScript.
      const ref = `s${places[at] * ID + places[at + 1]}`;
      posting[FIELDS[field]][ref] = none;
      const key = `${FIELDS[field]}/${ref}`;
      fieldVectors[key] ??= new Vector();
      fieldVectors[key].elements.push(number, weight(rarity, places[at + 3], places[at + 4], field, store));
    }
  });
  return new Index({
    invertedIndex,
    fieldVectors,
    tokenSet: TokenSet.fromArray(known),
    fields: FIELDS,
    pipeline: new Pipeline(),
  });
}

/**
 * How much each word counts in which fields: what its best way does.
 * @param {Group[]} groups
 */
function boostsOf(groups) {
  /** @type {Map<string, { word: string, fields: number[], boost: number }>} */
  const found = new Map();
  for (const { ways, fields, boost } of groups) {
    for (const { words, weight } of ways) {
      for (const word of words) {
        const key = `${word} ${fields}`;
        const before = found.get(key)?.boost ?? 0;
        if (weight * boost > before) found.set(key, { word, fields, boost: weight * boost });
      }
    }
  }
  return found;
}

/**
 * For each section the words of the plan that it has.
 * @param {Group[]} groups
 * @param {Store} store
 */
function presentIn(groups, store) {
  /** @type {Map<number, Has>} */
  const present = new Map();
  for (const word of new Set(groups.flatMap((group) => group.ways.flatMap((way) => way.words)))) {
    const places = store.places(word);
    for (let at = 0; at < places.length; at += STEP) {
      const id = places[at] * ID + places[at + 1];
      let has = present.get(id);
      if (!has) present.set(id, (has = new Map()));
      has.set(word, (has.get(word) ?? 0) | (1 << places[at + 2]));
    }
  }
  return present;
}

/**
 * @param {number} rarity
 * @param {number} times
 * @param {number} length
 * @param {number} field
 * @param {Store} store
 */
function weight(rarity, times, length, field, store) {
  const norm = K1 * (1 - B + B * (LENGTHS[length] / (store.average[field] || 1)));
  return Math.floor(((rarity * ((K1 + 1) * times)) / (norm + times)) * BOOSTS[field] * 1000 + 0.5) / 1000;
}

/**
 * How well a section that `has` these words answers, and whether by a misspelling in the notes.
 * @param {Group} group
 * @param {Has} has
 * @returns {[share: number, isNear: boolean]}
 */
function share(group, has) {
  let [best, isNear] = [0, false];
  for (const way of group.ways) {
    const answered = wayShare(way, group, has);
    if (answered > best) [best, isNear] = [answered, way.how === "near"];
  }
  return [Math.min(best, 1), isNear];
}

/**
 * @param {import("./plan.js").Way} way
 * @param {Group} group
 * @param {Has} has
 */
function wayShare({ words, weight, isShare }, { fields }, has) {
  const count = words.filter((word) => fields.some((field) => ((has.get(word) ?? 0) >> field) & 1)).length;
  return count < words.length && !isShare ? 0 : (weight * count) / words.length;
}

/** @typedef {import("./query.js").Filter & { slots: Set<number> }} Filtering */

/**
 * @param {number} slot
 * @param {Has} has
 * @param {Group[]} groups
 * @param {Filtering[]} filters
 */
function isAllowed(slot, has, groups, filters) {
  return (
    filters.every(({ slots, isNot }) => slots.has(slot) !== isNot) &&
    groups.every((group) => {
      if (group.presence === "not") return !group.ways.some((way) => wayShare(way, group, has));
      return group.presence === "may" || group.ways.some((way) => wayShare(way, group, has) >= way.weight);
    })
  );
}

/**
 * The passages of the notes that a filter names; while its name is typed, of all that begin so.
 * @param {import("./query.js").Filter} filter
 * @param {Store} store
 */
async function slotsOf({ term, isOpen }, store) {
  await store.load([term]);
  const found = store.count(term) || !isOpen ? [term] : await store.beginning(term, 1);
  return new Set(found.flatMap((word) => store.places(word).filter((_, at) => at % STEP === 0)));
}

/**
 * Without a word that is asked for, the notes that pass the filters.
 * @param {Filtering[]} filters
 * @returns {Found[]}
 */
function tops(filters) {
  const [first, ...others] = filters.filter((item) => !item.isNot);
  return [...(first?.slots ?? [])]
    .filter((slot) => others.every(({ slots }) => slots.has(slot)))
    .filter((slot) => !filters.some(({ slots, isNot }) => isNot && slots.has(slot)))
    .sort((a, b) => a - b)
    .map((slot) => ({ slot, section: 0, score: 0, words: new Set(), state: "whole" }));
}

/**
 * To five decimals: what differs by less is equal, in Python as here.
 * @param {number} score
 */
export function rounded(score) {
  return Math.floor(score * 1e5 + 0.5) / 1e5;
}
