/**
 * A plan → the sections that answer it, best first: the twin of `search/rank.py`.
 *
 * A score of Lunr's counts by the square of the share of the query that the section answers: to answer all of it is better than
 * to answer one word loudly.
 */

import { STEP } from "./pack.js";
import { boostsOf, ID, scored, summed } from "./scores.js";
import { FIELDS } from "./ways.js";

/** @typedef {import("./ways.js").Group} Group */
/** @typedef {import("./store.js").Store} Store */
/**
 * A section, its score, and the words of the index that it has. `state` tells whether it has all that is asked for as it was
 * typed, or something only as the notes misspell it.
 * @typedef {"whole" | "partial" | "misspelt"} State
 * @typedef {{ slot: number, section: number, score: number, words: Set<string>, state: State }} Found
 */
/** @typedef {{ found: Found[], sections: number, passages: number }} Ranking the best, and how many answer in all */

const WHOLE = 0.5;
const LEAST = 0.3;

/**
 * Sections that answer, best first: all those of `most` passages. None that has a word misspelt comes before one that has all
 * as they were typed. A question may be answered by half the sections of a site, so that the best are found first, by the same
 * sums; Lunr is asked about these.
 * @param {import("./query.js").Query} query
 * @param {Group[]} groups
 * @param {Store} store
 * @param {number} most
 * @returns {Promise<Ranking>}
 */
export async function rank(query, groups, store, most) {
  const filters = await Promise.all(query.filters.map(async (item) => ({ ...item, ...(await slotsOf(item, store)) })));
  const wanted = groups.filter((group) => group.presence !== "not");
  if (!wanted.length) return tops(filters);
  const boosts = [...boostsOf(wanted).values()];
  const { rows, scores } = summed(boosts, store);
  const answers = judged(rows, groups, store);
  /** @type {Candidate[]} */
  let kept = [];
  for (const [id, row] of rows) {
    const slot = Math.floor(id / ID);
    const cover = answers.cover[row];
    if (!cover || answers.isRefused[row] || !filters.every(({ slots, isNot }) => slots.has(slot) !== isNot)) continue;
    kept.push({ id, slot, cover, score: rounded(scores[row] * cover * cover), state: answers.stateOf(row) });
  }
  const best = kept.reduce((cover, item) => Math.max(cover, item.cover), 0);
  kept = kept.filter((item) => item.cover >= LEAST * best);
  const least = cap(kept);
  const passages = new Set(kept.map((item) => item.slot)).size;
  const candidates = new Map(bestOf(kept, most).map((item) => [item.id, item]));
  const found = scored(boosts, candidates, store).map(({ id, score }) => {
    const { slot, cover, state } = /** @type {Candidate} */ (candidates.get(id));
    const final = rounded(score * cover * cover);
    return { slot, section: id % ID, score: state === "misspelt" ? Math.min(final, least) : final, words: new Set(), state };
  });
  addWords(found, groups, store);
  return { found: found.sort(inOrder), sections: kept.length, passages };
}

/** @typedef {{ id: number, slot: number, cover: number, score: number, state: State }} Candidate */

/**
 * @param {{ slot: number, section: number, score: number }} a
 * @param {{ slot: number, section: number, score: number }} b
 */
function inOrder(a, b) {
  return b.score - a.score || a.slot - b.slot || a.section - b.section;
}

/**
 * Of many candidates those of the best `most` passages.
 * @param {Candidate[]} candidates
 * @param {number} most
 */
function bestOf(candidates, most) {
  const scores = Float64Array.from(candidates, (item) => item.score).sort();
  const slots = new Set();
  for (let enough = 8 * most; slots.size < most; enough *= 8) {
    const least = scores[Math.max(scores.length - enough, 0)];
    const best = candidates.filter((item) => item.score >= least).sort((a, b) => b.score - a.score || a.id - b.id);
    for (const { slot } of best) if (slots.size < most) slots.add(slot);
    if (enough >= scores.length) break;
  }
  return candidates.filter(({ slot }) => slots.has(slot));
}

/**
 * How well each section answers all that is wanted, whether it has what is not, and its state.
 * @param {Map<number, number>} rows
 * @param {Group[]} groups
 * @param {Store} store
 */
function judged(rows, groups, store) {
  const total = groups.reduce((sum, group) => sum + (group.presence === "not" ? 0 : group.weight), 0);
  const cover = new Float64Array(rows.size);
  const [isRefused, isNear, isPoor] = [new Uint8Array(rows.size), new Uint8Array(rows.size), new Uint8Array(rows.size)];
  for (const group of groups) {
    const { shares, near, isThere } = sharesOf(group, rows, store);
    for (let row = 0; row < rows.size; row++) {
      if (group.presence === "not") isRefused[row] |= isThere[row];
      else {
        cover[row] += group.weight * Math.min(shares[row], 1);
        isNear[row] |= near[row];
        if (shares[row] < WHOLE) isPoor[row] = 1;
        if (group.presence === "must" && !isThere[row]) isRefused[row] = 1;
      }
    }
  }
  for (let row = 0; row < rows.size; row++) cover[row] /= total;
  const stateOf = (/** @type {number} */ row) => /** @type {State} */ (isNear[row] ? "misspelt" : isPoor[row] ? "partial" : "whole");
  return { cover, isRefused, stateOf };
}

/**
 * How well each section answers one group, whether by a misspelling in the notes, and whether by all the words of a way.
 * @param {Group} group
 * @param {Map<number, number>} rows
 * @param {Store} store
 */
function sharesOf({ ways, fields }, rows, store) {
  const shares = new Float64Array(rows.size);
  const [near, isThere] = [new Uint8Array(rows.size), new Uint8Array(rows.size)];
  const isAsked = FIELDS.map((_, field) => fields.includes(field));
  for (const { words, weight, how, isShare } of ways) {
    const counts = new Uint8Array(rows.size);
    const last = new Int16Array(rows.size).fill(-1);
    words.forEach((word, number) => {
      const places = store.places(word);
      for (let at = 0; at < places.length; at += STEP) {
        const row = isAsked[places[at + 2]] ? rows.get(places[at] * ID + places[at + 1]) : undefined;
        if (row === undefined || last[row] === number) continue;
        last[row] = number;
        counts[row] += 1;
        const isAll = counts[row] === words.length;
        if (isAll) isThere[row] = 1;
        const share = isAll || isShare ? (weight * counts[row]) / words.length : 0;
        if (share > shares[row]) {
          shares[row] = share;
          near[row] = how === "near" ? 1 : 0;
        }
      }
    });
  }
  return { shares, near, isThere };
}

/**
 * Put what has a word misspelt below all that have everything as it was typed; how high it may stand.
 * @param {{ score: number, state: State }[]} items
 */
export function cap(items) {
  const whole = items.reduce((score, item) => (item.state === "whole" ? Math.min(score, item.score) : score), Infinity);
  const least = rounded(whole * 0.999);
  for (const item of items) if (item.state === "misspelt") item.score = Math.min(item.score, least);
  return least;
}

/**
 * @param {Found[]} found
 * @param {Group[]} groups
 * @param {Store} store
 */
function addWords(found, groups, store) {
  const byId = new Map(found.map((item) => [item.slot * ID + item.section, item.words]));
  for (const word of new Set(groups.flatMap((group) => group.ways.flatMap((way) => way.words)))) {
    const places = store.places(word);
    for (let at = 0; at < places.length; at += STEP) byId.get(places[at] * ID + places[at + 1])?.add(word);
  }
}

/** @typedef {import("./query.js").Filter & { slots: Set<number>, firsts: Set<number> }} Filtering the first passages of notes, too */

/**
 * The passages of the notes that a filter names; while its name is typed, of all that begin so.
 * @param {import("./query.js").Filter} filter
 * @param {Store} store
 */
export async function slotsOf({ term, isOpen }, store) {
  await store.load([term]);
  const found = store.count(term) || !isOpen ? [term] : await store.beginning(term, 1);
  const places = found.flatMap((word) => store.places(word));
  const slots = places.filter((_, at) => at % STEP === 0);
  return { slots: new Set(slots), firsts: new Set(slots.filter((_, at) => !places[at * STEP + 2])) };
}

/**
 * Without a word that is asked for, the notes that pass the filters.
 * @param {Filtering[]} filters
 * @returns {Ranking}
 */
function tops(filters) {
  const [first, ...others] = filters.filter((item) => !item.isNot);
  /** @type {Found[]} */
  const found = [...(first?.firsts ?? [])]
    .filter((slot) => others.every(({ slots }) => slots.has(slot)))
    .filter((slot) => !filters.some(({ slots, isNot }) => isNot && slots.has(slot)))
    .sort((a, b) => a - b)
    .map((slot) => ({ slot, section: 0, score: 0, words: new Set(), state: "whole" }));
  return { found, sections: found.length, passages: found.length };
}

/**
 * To five decimals: what differs by less is equal, in Python as here.
 * @param {number} score
 */
export function rounded(score) {
  return Math.floor(score * 1e5 + 0.5) / 1e5;
}
