/** What Lunr says of sections: the twin of `search/scores.py`. It is given an index of just the words that are asked for. */

import lunr from "lunr";
import { LENGTHS, STEP } from "./pack.js";
import { FIELDS, idf } from "./ways.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {{ word: string, fields: number[], boost: number }} Boost a word, and how much it counts in which fields */

// The types of Lunr leave out what is for those who build an index by hand.
const { Index, TokenSet, Vector } = /** @type {any} */ (lunr);
const BOOSTS = [3, 1, 1];
const [K1, B] = [1.2, 0.75];
/** How many sections a passage may have: a section has one number. */
export const ID = 64;

/**
 * How much each word counts in which fields: what its best way does.
 * @param {import("./ways.js").Group[]} groups
 */
export function boostsOf(groups) {
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
 * The sections that have any of the words, numbered, and the score of each.
 * @param {Boost[]} boosts
 * @param {Store} store
 */
export function summed(boosts, store) {
  /** @type {Map<number, number>} */
  const rows = new Map();
  /** @type {number[]} */
  const scores = [];
  const lengths = FIELDS.map((_, field) => {
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const { word, fields, boost } of boosts) {
      if (fields.includes(field) && store.count(word)) sums.set(word, (sums.get(word) ?? 0) + boost);
    }
    return Math.hypot(...sums.values());
  });
  for (const { word, fields, boost } of boosts) {
    const places = store.places(word);
    const weights = weightsOf(word, store);
    const factors = FIELDS.map((_, field) => (fields.includes(field) ? boost / lengths[field] : 0));
    for (let at = 0, place = 0; at < places.length; at += STEP, place++) {
      const factor = factors[places[at + 2]];
      if (!factor) continue;
      const id = places[at] * ID + places[at + 1];
      let row = rows.get(id);
      if (row === undefined) {
        rows.set(id, (row = scores.length));
        scores.push(0);
      }
      scores[row] += weights[place] * factor;
    }
  }
  return { rows, scores };
}

/**
 * Lunr's score of the candidates.
 * @param {Boost[]} boosts
 * @param {Map<number, unknown>} candidates
 * @param {Store} store
 */
export function scored(boosts, candidates, store) {
  const index = partialIndex([...new Set(boosts.map(({ word }) => word))], store, candidates);
  const results = index.query((query) => {
    for (const { word, fields, boost } of boosts) {
      query.term(word, { fields: fields.map((field) => FIELDS[field]), boost, usePipeline: false });
    }
  });
  return results.map(({ ref, score }) => ({ id: Number(ref.slice(1)), score }));
}

/**
 * A Lunr index that has just these words, which are loaded. Any query for them is answered as by the index of all words.
 * @param {string[]} words
 * @param {Store} store
 * @param {{ has(id: number): boolean }} [only] the sections that it is to know of
 * @returns {lunr.Index}
 */
export function partialIndex(words, store, only) {
  const invertedIndex = Object.create(null);
  const fieldVectors = Object.create(null);
  const known = words.filter((word) => store.count(word)).sort();
  const none = {};
  known.forEach((word, number) => {
    /** @type {Record<string, any>} */
    const posting = (invertedIndex[word] = { _index: number });
    for (const field of FIELDS) posting[field] = Object.create(null);
    const weights = weightsOf(word, store);
    const places = store.places(word);
    for (let at = 0, place = 0; at < places.length; at += STEP, place++) {
      if (only && !only.has(places[at] * ID + places[at + 1])) continue;
      const field = places[at + 2];
      // A ref that looks like a whole number would be sorted to the front by JavaScript.
      const ref = `s${places[at] * ID + places[at + 1]}`;
      posting[FIELDS[field]][ref] = none;
      const key = `${FIELDS[field]}/${ref}`;
      fieldVectors[key] ??= new Vector();
      fieldVectors[key].elements.push(number, weights[place]);
    }
  });
  return new Index({
    invertedIndex,
    fieldVectors,
    tokenSet: TokenSet.fromArray(known),
    fields: FIELDS,
  });
}

/**
 * What a word weighs in each of its places.
 * @param {string} word
 * @param {Store} store
 * @returns {Float64Array}
 */
function weightsOf(word, store) {
  let weights = store.weights.get(word);
  if (!weights) {
    const places = store.places(word);
    const rarity = idf(store.count(word), store);
    weights = new Float64Array(places.length / STEP);
    for (let at = 0, place = 0; at < places.length; at += STEP, place++) {
      const [field, times, length] = [places[at + 2], places[at + 3], places[at + 4]];
      const norm = K1 * (1 - B + B * (LENGTHS[length] / (store.average[field] || 1)));
      weights[place] = Math.floor(((rarity * ((K1 + 1) * times)) / (norm + times)) * BOOSTS[field] * 1000 + 0.5) / 1000;
    }
    store.weights.set(word, weights);
  }
  return weights;
}
