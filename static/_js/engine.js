/** What the reader typed → the sections that answer it, with their texts: the twin of `search/finder.py`. */

import { makePlan } from "./plan.js";
import { readQuery, squeeze, standsIn } from "./query.js";
import { cap, rank, rounded, slotsOf } from "./rank.js";
import { Store } from "./store.js";
import { tokens } from "./words.js";

/** @typedef {"heading" | "alias" | "tag" | "code" | "math" | "correction"} Why */
/**
 * A section that answers. `heading` is "" at the top of a note, `crumbs` are the titles of the folders above the note, `terms`
 * the words of the index that led to it, `why` where they stand when it is not plain in the text.
 * @typedef {{ path: string, anchor: string, title: string, heading: string, crumbs: string[], tags: string[],
 *   aliases: string[], text: string, score: number, terms: Set<string>, why: Why[] }} Hit
 */
/**
 * `hits` are the best sections, up to three of a note; `notes` and `sections` how many there are in all; `corrections` the words
 * that were found only in another spelling. When nothing was found, `without` are the questions with one piece left out that
 * find something, and `spelling` is the one that is nearest, or "".
 * @typedef {{ hits: Hit[], notes: number, sections: number, corrections: [typed: string, found: string][],
 *   spelling: string, without: string[] }} Answer
 */
/** @typedef {{ search(text: string, options?: { notes?: number, signal?: AbortSignal,
 *   early?: (answer: Answer) => void }): Promise<Answer> }} Engine `early` is told of the best note before the others are read */
/** @typedef {import("./plan.js").Group} Group */
/** @typedef {import("./rank.js").Found} Found */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {[start: number, end: number, kind: "code" | "math"]} Span */

const INDEX = "index.js";
const SECTIONS = 3;
const MOST_TAKEN = 8;
const MOST_READ = 60;
const [IS_TITLE, IS_HEADING, IN_HEADING, IN_TEXT, IN_TEXT_TIGHT] = [1.5, 1, 0.8, 0.5, 0.4];
const TIGHT = 4;

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
  const slots = [...new Set(found.map((item) => item.slot))];
  /** @param {Reading} reading */
  const answerOf = ({ hits, passages, missed }) => ({
    hits,
    notes: hits.length ? ranking.passages - passages : 0,
    sections: hits.length ? ranking.sections - missed : 0,
    corrections: corrections(groups, hits),
    spelling: "",
    without: /** @type {string[]} */ ([]),
  });
  if (early && slots.length) {
    const first = await read(query, found, groups, store, 1);
    if (first.hits.length) early(answerOf(first));
  }
  await Promise.all(slots.slice(0, notes).map((slot) => store.fragment(slot)));
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
  const slots = await Promise.all(tags.map((item) => slotsOf(item, store)));
  return slots.every(({ size }) => size) ? query : readQuery(text, false);
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
 * How many passages may be read: to find a phrase, more than are wanted.
 * @param {Query} query
 * @param {number} notes
 */
function mostOf(query, notes) {
  return Math.max(notes, query.phrases.length ? MOST_READ : 0);
}

/** @typedef {{ hits: Hit[], passages: number, missed: number }} Reading */

/**
 * The best hits, best first; how many passages and sections were read that have no phrase of the query. Those of the best
 * passages are ranked anew by how near the words of the question stand together.
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
  const [kept, seen] = [new Set(), new Set()];
  const top = found[0]?.score ?? 0;
  let missed = 0;
  const most = mostOf(query, notes);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const item of found) {
    const { slot } = item;
    const count = (counts.get(slot) ?? 0) + 1;
    counts.set(slot, count);
    if (count > MOST_TAKEN || (kept.size >= notes && !kept.has(slot))) continue;
    if (!seen.has(slot) && seen.size >= most) break;
    seen.add(slot);
    const hit = await hitOf(item, store);
    const said = query.phrases.length ? squeeze(`${hit.heading || hit.title} \n ${hit.text}`) : "";
    if (!query.phrases.every((phrase) => standsIn(phrase, said))) {
      missed += 1;
      continue;
    }
    kept.add(slot);
    hits.push({ ...hit, score: rounded(hit.score + top * closeness(hit, query, groups)) });
  }
  cap(hits);
  hits.sort((a, b) => b.score - a.score);
  const shown = distinct(hits).map((hit) => ({ ...hit, why: whyOf(hit, groups) }));
  return { hits: shown, passages: seen.size - kept.size, missed };
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

/** @typedef {Omit<Hit, "why"> & { spans: Span[], state: import("./rank.js").State }} Read a section that was read */

/**
 * @param {Found} found
 * @param {Store} store
 * @returns {Promise<Read>}
 */
async function hitOf({ slot, section, score, words, state }, store) {
  const [path, title, crumbs, tags, aliases, sections] = await store.fragment(slot);
  const [anchor, heading, marked] = sections[section];
  return { path, anchor, title, heading, crumbs, tags, aliases, ...parted(marked), score, terms: words, state };
}

/**
 * How near the words of the question stand together: as a heading, in one, or side by side in the text.
 * @param {Read} hit
 * @param {Query} query
 * @param {Group[]} groups
 */
function closeness({ path, anchor, heading, title, aliases, text }, { plain }, groups) {
  if (!anchor && inName(title, groups) === IS_HEADING) return IS_TITLE;
  const names = anchor ? [heading] : [title, ...aliases, nameOf(path)];
  let best = Math.max(0, ...names.map((name) => inName(name, groups)));
  if (anchor && best < IS_HEADING && !answered(title, groups).isFull) {
    if (answered(`${title} ${heading}`, groups).isFull && answered(heading, groups).share === 1) best = IS_HEADING;
  }
  if (best === IS_HEADING || plain.length < 2) return best;
  const squeezed = squeeze(text);
  const tight = plain.replaceAll(" ", "");
  if (standsIn(plain, squeezed)) return Math.max(best, IN_TEXT);
  return Math.max(best, tight.length >= TIGHT && squeezed.replaceAll(" ", "").includes(tight) ? IN_TEXT_TIGHT : 0);
}

/**
 * What the file of a note is called, as words.
 * @param {string} path
 */
function nameOf(path) {
  return path.replace(/(^|\/)index\.html$|\.html$/, "").replace(/^.*\//s, "").replace(/[-_]/g, " ");
}

/**
 * @param {string} name
 * @param {Group[]} groups
 */
function inName(name, groups) {
  const { isFull, share } = answered(name, groups);
  return !isFull ? 0 : share === 1 ? IS_HEADING : IN_HEADING * (0.5 + 0.5 * share);
}

/**
 * Whether `name` answers every group, and how much of it they take up.
 * @param {string} name
 * @param {Group[]} groups
 */
function answered(name, groups) {
  const found = tokens(name);
  const telling = found.filter((token) => !token.isStop);
  const units = (telling.length ? telling : found).flatMap(unitsOf);
  const present = new Set(units.flat());
  const wanted = groups.filter((group) => group.presence !== "not");
  const isFull =
    wanted.length > 0 && wanted.every(({ ways }) => ways.some((way) => way.words.every((word) => present.has(word))));
  const words = new Set(wanted.flatMap(({ ways }) => ways.flatMap((way) => way.words)));
  const taken = units.filter((unit) => unit.some((word) => words.has(word))).length;
  return { isFull, share: units.length ? taken / units.length : 0 };
}

/**
 * What counts as one word of a name: a token with its parts, or a pair of Chinese characters.
 * @param {import("./words.js").Token} token
 */
function unitsOf({ kind, words }) {
  return kind === "cjk" && words.length > 1 ? words.slice(0, -1).map((pair) => [pair]) : [words];
}

/**
 * Where the words stand, when it is not plain in the text.
 * @param {Read} hit
 * @param {Group[]} groups
 */
function whyOf({ anchor, title, heading, aliases, tags, text, terms, spans }, groups) {
  /** @type {Why[]} */
  const why = [];
  const has = (/** @type {string} */ name) => tokens(name).some((token) => token.words.some((word) => terms.has(word)));
  if (has(anchor ? heading : title)) why.push("heading");
  else if (!anchor && aliases.some(has)) why.push("alias");
  if (tags.some(has)) why.push("tag");
  const kinds = new Set(
    tokens(text)
      .filter((token) => token.words.some((word) => terms.has(word)))
      .map(({ start }) => spans.find(([from, to]) => from <= start && start < to)?.[2]),
  );
  if (!kinds.has(undefined)) why.push(.../** @type {Why[]} */ (["code", "math"]).filter((kind) => kinds.has(/** @type {any} */ (kind))));
  if (groups.some((group) => isCorrected(group, terms))) why.push("correction");
  return why;
}

/**
 * The text of a section without its marks, and where code and formulas stand in it.
 * @param {string} marked
 */
function parted(marked) {
  /** @type {Span[]} */
  const spans = [];
  const text = marked.replace(/([\x01\x02])([^\x01-\x03]*)\x03/g, (_, mark, inner, at) => {
    const start = at - 2 * spans.length;
    spans.push([start, start + inner.length, mark === "\x01" ? "code" : "math"]);
    return inner;
  });
  return { text, spans };
}

/**
 * Whether a section with `words` answers a group only in another spelling.
 * @param {Group} group
 * @param {Set<string>} words
 */
function isCorrected(group, words) {
  const answering = group.ways.filter((way) => way.words.some((word) => words.has(word)));
  return answering.length > 0 && answering.every((way) => way.how === "near" || way.how === "meant");
}

/**
 * The words that no note has as they were typed, and how the best hit that answers them has them.
 * @param {Group[]} groups
 * @param {Hit[]} hits
 */
function corrections(groups, hits) {
  /** @type {[string, string][]} */
  const found = [];
  for (const { typed, ways } of groups) {
    if (ways.some((way) => way.how !== "near" && way.how !== "meant")) continue;
    const words = new Set(ways.flatMap((way) => way.words));
    for (const { title, heading, text, terms } of hits) {
      const written = tokens(`${title} ${heading} ${text}`).find((token) => token.words.some((word) => words.has(word) && terms.has(word)));
      if (!written) continue;
      found.push([typed, written.raw]);
      break;
    }
  }
  return found;
}
