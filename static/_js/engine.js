/** What the reader typed → the sections that answer it, with their texts: the twin of `search/finder.py`. */

import { Missing } from "./load.js";
import { makePlan } from "./plan.js";
import { readQuery, squeeze, standsIn } from "./query.js";
import { cap, rank, rounded, slotsOf } from "./rank.js";
import { distance } from "./spelled.js";
import { Store } from "./store.js";
import { fold, tokens } from "./words.js";

/** @typedef {"heading" | "alias" | "tag" | "code" | "math" | "correction"} Why */
/** @typedef {[start: number, end: number, kind: "code" | "math"]} Span */
/**
 * A section that answers. `heading` is "" at the top of a note, `crumbs` are the titles of the folders above the note, `spans`
 * say where code and formulas stand in the text; `terms` are the words of the index that led to it, `why` where they stand
 * when it is not plain in the text.
 * @typedef {{ path: string, anchor: string, title: string, heading: string, crumbs: string[], tags: string[],
 *   aliases: string[], text: string, spans: Span[], score: number, terms: Set<string>, why: Why[] }} Hit
 */
/**
 * `hits` are the best sections, up to three of a note; `sections` how many there are in all, `notes` in how many notes at most; `corrections` the words
 * that were found only in another spelling, `missing` those that no note has in any. When nothing was found, `without` are the
 * questions with one piece left out that find something, and `isEmpty` says that there is nothing to be found.
 * @typedef {{ hits: Hit[], notes: number, sections: number, corrections: [typed: string, found: string][],
 *   missing: string[], without: string[], isEmpty: boolean }} Answer
 */
/** @typedef {{ search(text: string, options?: { notes?: number, signal?: AbortSignal,
 *   early?: (answer: Answer) => void }): Promise<Answer> }} Engine `early` is told of the best note before the
 *   others are read, if none of them can come before it */
/** @typedef {import("./plan.js").Group} Group */
/** @typedef {import("./rank.js").Found} Found */
/** @typedef {import("./query.js").Query} Query */

const INDEX = "index.js";
const SECTIONS = 3;
const MOST_TAKEN = 8;
const MOST_READ = 60;
const WAVE = 8; // passages that are fetched at once when those before were not enough
const [IS_TITLE, IS_HEADING, IN_HEADING, IN_TEXT, IN_TEXT_TIGHT] = [1.5, 1, 0.8, 0.5, 0.4];
const TIGHT = 4;
const FAR = 4;
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
  const ranking = await rank(query, groups, store, Math.max(notes, MOST_READ));
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
    const ranking = await rank(query, groups, store, MOST_READ);
    if ((await read(query, ranking.found, groups, store, 1)).hits.length) found.push(text);
  }
  return found;
}

/** @typedef {{ hits: Hit[], passages: number, missed: number }} Reading */

/**
 * The best hits, best first; how many passages were read that make no further note, and how many sections were that have no
 * phrase of the query. Those of the best passages are ranked anew by how near the words of
 * the question stand together: the first two by themselves, so that they can be shown before the others are there.
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
  /** @type {Map<number, string>} */
  const seen = new Map();
  const slots = [...new Set(found.map((item) => item.slot))].slice(0, Math.max(notes, MOST_READ));
  let fetched = 0;
  const top = found[0]?.score ?? 0;
  let missed = 0;
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const item of found) {
    const { slot } = item;
    const count = (counts.get(slot) ?? 0) + 1;
    counts.set(slot, count);
    if (count > MOST_TAKEN || (kept.size >= notes && !kept.has(seen.get(slot)))) continue;
    if (!seen.has(slot) && seen.size >= slots.length) continue;
    if (!seen.has(slot) && seen.size >= fetched) {
      const wave = slots.slice(fetched, fetched + (fetched ? WAVE : notes));
      await Promise.all(wave.map((next) => store.fragment(next)));
      fetched += wave.length;
    }
    const hit = await hitOf(item, store);
    seen.set(slot, hit.path);
    const said = query.phrases.length ? squeeze(`${hit.heading || hit.title} \n ${hit.text}`) : "";
    if (!query.phrases.every((phrase) => standsIn(phrase, said))) {
      missed += 1;
      continue;
    }
    kept.add(hit.path);
    hits.push({ ...hit, score: rounded(hit.score + top * closeness(hit, query, groups)) });
  }
  const firsts = new Set([...new Set(hits.map(({ slot }) => slot))].slice(0, FIRST));
  cap(hits);
  hits.sort((a, b) => Number(firsts.has(b.slot)) - Number(firsts.has(a.slot)) || b.score - a.score);
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

/** @typedef {Omit<Hit, "why"> & { state: import("./rank.js").State, slot: number }} Read a section that was read */

/**
 * @param {Found} found
 * @param {Store} store
 * @returns {Promise<Read>}
 */
async function hitOf({ slot, section, score, words, state }, store) {
  const fragment = await store.fragment(slot);
  if (!store.checked.has(slot) && !isOf(fragment, section, words)) throw new Missing(`the notes of slot ${slot}`);
  store.checked.add(slot);
  const [path, title, crumbs, tags, aliases, sections] = fragment;
  const [anchor, heading, marked] = sections[section];
  return { path, anchor, title, heading, crumbs, tags, aliases, ...parted(marked), score, terms: words, state, slot };
}

/**
 * Whether a passage has the words that led to it. Texts keep their names, so that what is found in an index of an hour ago
 * may be read in a text of now. The headings above the first section of a further passage of a note are not in that.
 * @param {Awaited<ReturnType<Store["fragment"]>>} fragment
 * @param {number} number of the section
 * @param {Set<string>} terms
 */
function isOf([path, title, crumbs, tags, aliases, sections], number, terms) {
  const section = sections[number];
  if (!section) return false;
  const above = sections.slice(0, number).map(([, heading]) => heading);
  const all = [title, nameOf(path), section[1], section[2], ...above, ...aliases, ...tags, ...crumbs];
  const has = (/** @type {string} */ text) => tokens(text).some(({ words }) => words.some((word) => terms.has(word)));
  return !terms.size || sections[0][0] !== "" || [...terms].some((term) => /^[#/]/.test(term)) || all.some(has);
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
 * The words that no note has as they were typed, and how the hits have them: of several ways to write them the nearest.
 * @param {Group[]} groups
 * @param {Hit[]} hits
 */
function corrections(groups, hits) {
  /** @type {[string, string][]} */
  const found = [];
  for (const { typed, ways } of groups) {
    if (ways.some((way) => way.how !== "near" && way.how !== "meant")) continue;
    const words = new Set(ways.flatMap((way) => way.words));
    const written = hits
      .flatMap(({ title, heading, text, terms }) =>
        tokens(`${title} ${heading} ${text}`).filter((token) => token.words.some((word) => words.has(word) && terms.has(word))),
      )
      .map(({ raw }) => ({ raw, off: distance(fold(typed), fold(raw), FAR) }));
    if (written.length) found.push([typed, written.reduce((best, other) => (other.off < best.off ? other : best)).raw]);
  }
  return found;
}
