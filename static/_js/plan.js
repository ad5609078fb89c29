/** A query → a group of ways for each word that is asked for: the twin of `search/plan.py`. */

import { groupOf, MOST_ASKED, way } from "./ways.js";
import { stemOf } from "./words.js";

/** @typedef {import("./query.js").Asked} Asked */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./ways.js").Group} Group */
/** @typedef {import("./ways.js").Way} Way */

const JOINED = 0.8;
const MOST_LUNR = 4;

/**
 * A group for each word that is asked for. Words so common that they say nothing count when there are no others; not even a
 * phrase needs them, which is looked for in the text itself.
 * @param {import("./query.js").Query} query
 * @param {Store} store
 * @param {() => Promise<import("./more.js").More>} more
 * @returns {Promise<Group[]>}
 */
export async function makePlan(query, store, more) {
  const telling = query.asked.filter((item) => !item.isStop || item.presence === "not" || item.inTitle);
  const asked = (telling.length || query.lunr.length ? telling : query.asked).slice(0, MOST_ASKED);
  const flags = asked.flatMap((item) => (item.presence === "not" ? [`-${item.raw}`] : []));
  await store.load([...asked.flatMap((item) => item.words.slice(0, MOST_ASKED)), ...flags]);
  const joined = await joinedWays(asked, store);
  const groups = await Promise.all([
    ...asked.map((item, number) => groupOf(item, joined[number], store, asked.length === 1).then((group) => [group])),
    ...query.lunr.slice(0, MOST_LUNR).map(async (piece) => (await more()).lunrGroups(piece, store)),
  ]);
  return groups.flat();
}

/**
 * `multi head` where the notes have `multihead` or `multi-head`: a way for both words. Only what is in the shard of the first is
 * looked for: most of it is, and a question needs no more files for it.
 * @param {Asked[]} asked
 * @param {Store} store
 */
async function joinedWays(asked, store) {
  /** @type {Way[][]} */
  const found = asked.map(() => []);
  for (const [number, other] of asked.slice(1).entries()) {
    const one = asked[number];
    if (one.kind !== "plain" || other.kind !== "plain" || one.presence === "not" || other.presence === "not") continue;
    const word = stemOf(one.raw + other.raw);
    if (!(await store.isBeside(one.words[0], word)) || !store.count(word)) continue;
    found[number].push(way([word], JOINED, "joined"));
    found[number + 1].push(way([word], JOINED, "joined"));
  }
  return found;
}
