/** What the reader typed → the sections that answer it, with their texts: the twin of `search/finder.py`. */

import { closeness } from "./closeness.js";
import { makePlan } from "./plan.js";
import { readQuery, squeeze, standsIn } from "./query.js";
import { cap, rank, rounded, slotsOf } from "./rank.js";
import { corrections, whyOf } from "./reason.js";
import { readSection } from "./section.js";
import { Store } from "./store.js";

/**
 * A section that answers. `terms` are the words of the index that led to it, `why` where they stand when it is not plain in the
 * text.
 * @typedef {import("./section.js").Section & { score: number, terms: Set<string>, why: import("./reason.js").Why[] }} Hit
 */
/**
 * `hits` are the best sections, up to three of a note; `sections` how many there are in all, `notes` in how many notes at most;
 * `corrections` the words that were found only in another spelling, `missing` those that no note has in any. When nothing was
 * found, `without` are the questions with one piece left out that find something, and `isEmpty` says that there is nothing to be
 * found.
 * @typedef {{ hits: Hit[], notes: number, sections: number, corrections: [typed: string, found: string][],
 *   missing: string[], without: string[], isEmpty: boolean }} Answer
 */
/** @typedef {{ search(text: string, options?: { notes?: number, signal?: AbortSignal,
 *   early?: (answer: Answer) => void }): Promise<Answer> }} Engine `early` is told of the best note before the
 *   others are read, if none of them can come before it */
/** @typedef {import("./ways.js").Group} Group */
/** @typedef {import("./rank.js").Found} Found */
/** @typedef {import("./query.js").Query} Query */

const INDEX = "index.js";
const SECTIONS = 3;
const MOST_TAKEN = 8;
const MOST_READ = 60;
const PASSAGES = 3;
const SPARE = 2; // passages that are fetched for each note that is missing when those before were not enough
const FIRST = 2; // passages that are shown before the others are read, and stay before them

/**
 * @param {(path: string) => Promise<any>} load resolves with what the file `path` in `search/` registers
 * @param {() => Promise<import("./more.js").More>} more what is rarely needed
 * @returns {Engine}
 */
export function open(load, more) {
  /** @type {Store | undefined} */
  let store;
  return {
    async search(text, { notes = 10, early } = {}) {
      const manifest = await load(INDEX);
      if (store?.manifest !== manifest) store = new Store(manifest, load);
      return answer(text, /** @type {Store} */ (store), more, notes, early);
    },
  };
}

/**
 * @param {string} text
 * @param {Store} store
 * @param {() => Promise<import("./more.js").More>} more
 * @param {number} notes
 * @param {(answer: Answer) => void} [early]
 * @returns {Promise<Answer>}
 */
async function answer(text, store, more, notes, early) {
  const query = await asked(text, store);
  const groups = await makePlan(query, store, more);
  const ranking = await rank(query, groups, store, mostOf(query, notes));
  const { found } = ranking;
  /** @param {Reading} reading */
  const answerOf = ({ hits, passages, missed }) => ({
    hits,
    notes: hits.length ? ranking.passages - passages : 0,
    sections: hits.length ? ranking.sections - missed : 0,
    corrections: corrections(groups, hits),
    missing: hits.length ? groups.filter((group) => !group.ways.length && group.presence !== "not").map(({ typed }) => typed) : [],
    without: /** @type {string[]} */ ([]),
    isEmpty: !store.sections,
  });
  if (early && found.length) {
    const first = await read(query, found, groups, store, FIRST);
    if (first.hits.length) early(answerOf(first));
  }
  const whole = answerOf(await read(query, found, groups, store, notes));
  if (!whole.hits.length) whole.without = await shortened(query.chunks, store, more);
  return whole;
}

/**
 * What is asked for. `#include` asks for a tag only where a note has it.
 * @param {string} text
 * @param {Store} store
 */
async function asked(text, store) {
  const query = readQuery(text);
  const tags = query.filters.filter(({ typed }) => /^[+-]*#/.test(typed));
  const found = await Promise.all(tags.map((item) => slotsOf(item, store)));
  return found.every(({ slots }) => slots.size) ? query : readQuery(text, false);
}

/**
 * @param {string[]} chunks
 * @param {Store} store
 * @param {() => Promise<import("./more.js").More>} more
 */
async function shortened(chunks, store, more) {
  const { shorter } = await more();
  const found = [];
  for (const text of shorter(chunks)) {
    const query = await asked(text, store);
    const groups = await makePlan(query, store, more);
    const ranking = await rank(query, groups, store, mostOf(query, 1));
    if ((await read(query, ranking.found, groups, store, 1)).hits.length) found.push(text);
  }
  return found;
}

/**
 * How many passages may be read: to find a phrase, or other notes than a long one, more than are wanted.
 * @param {Query} query
 * @param {number} notes
 */
function mostOf(query, notes) {
  return Math.max(PASSAGES * notes, query.phrases.length ? MOST_READ : 0);
}

/** @typedef {import("./section.js").Section & { score: number, terms: Set<string>, state: import("./rank.js").State, slot: number }} Read */
/** @typedef {{ hits: Hit[], passages: number, missed: number }} Reading */

/**
 * The best hits, best first; how many passages were read that make no further note, and how many sections were that have no
 * phrase of the query. Those of the best passages are ranked anew by how near the words of the question stand together: the
 * first two by themselves, so that they can be shown before the others are there.
 * @param {Query} query
 * @param {Found[]} found
 * @param {Group[]} groups
 * @param {Store} store
 * @param {number} notes
 * @returns {Promise<Reading>}
 */
async function read(query, found, groups, store, notes) {
  /** @type {Read[]} */
  const hits = [];
  const kept = new Set();
  /** Passages that were read, and their notes. @type {Map<number, string>} */
  const seen = new Map();
  /** @type {Map<number, number>} */
  const counts = new Map();
  const slots = [...new Set(found.map((item) => item.slot))].slice(0, mostOf(query, notes));
  const top = found[0]?.score ?? 0;
  let fetched = 0;
  let missed = 0;
  for (const item of found) {
    const { slot, score, words, state } = item;
    const count = (counts.get(slot) ?? 0) + 1;
    counts.set(slot, count);
    if (count > MOST_TAKEN || (kept.size >= notes && !kept.has(seen.get(slot)))) continue;
    if (!seen.has(slot) && seen.size >= slots.length) continue;
    if (!seen.has(slot) && seen.size >= fetched) {
      const wave = slots.slice(fetched, fetched + (fetched ? SPARE * (notes - kept.size) : notes));
      await Promise.all(wave.map((next) => store.fragment(next)));
      fetched += wave.length;
    }
    const section = await readSection(item, store);
    seen.set(slot, section.path);
    if (!hasPhrases(section, query)) {
      missed += 1;
      continue;
    }
    kept.add(section.path);
    hits.push({ ...section, score: rounded(score + top * closeness(section, query, groups)), terms: words, state, slot });
  }
  const shown = distinct(inOrder(hits)).map((hit) => ({ ...hit, why: whyOf(hit, groups) }));
  return { hits: shown, passages: seen.size - kept.size, missed };
}

/**
 * @param {import("./section.js").Section} section
 * @param {Query} query
 */
function hasPhrases({ heading, title, text }, { phrases }) {
  const said = phrases.length ? squeeze(`${heading || title} \n ${text}`) : "";
  return phrases.every((phrase) => standsIn(phrase, said));
}

/** @param {Read[]} hits */
function inOrder(hits) {
  const firsts = new Set([...new Set(hits.map(({ slot }) => slot))].slice(0, FIRST));
  cap(hits);
  return hits.sort((a, b) => Number(firsts.has(b.slot)) - Number(firsts.has(a.slot)) || b.score - a.score);
}

/**
 * Up to three sections of a note; of one that was too long for one document only the best part.
 * @param {Read[]} hits
 */
function distinct(hits) {
  /** @type {Map<string, Set<string>>} */
  const shown = new Map();
  return hits.filter(({ path, anchor }) => {
    const anchors = shown.get(path) ?? new Set();
    shown.set(path, anchors);
    return !anchors.has(anchor) && anchors.size < SECTIONS && anchors.add(anchor);
  });
}
