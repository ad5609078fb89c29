/** What stands in Lunr's own syntax → groups of a plan: `field:`, `*`, `~1`, `^2`. The twin of `search/clauses.py`. */

import lunr from "lunr";
import { compare, FIELDS, groupOf, way, weigh } from "./ways.js";
import { ask } from "./query.js";
import { distance } from "./spelled.js";
import { fold, tokens } from "./words.js";

const MOST_EXPANDED = 250;

/**
 * What Lunr's own parser makes of `piece`; as plain words when it refuses.
 * @param {string} piece
 * @param {import("./store.js").Store} store
 * @returns {Promise<import("./ways.js").Group[]>}
 */
export async function lunrGroups(piece, store) {
  /** @type {lunr.Query.Clause[]} */
  let clauses;
  try {
    const query = new lunr.Query(FIELDS);
    new /** @type {any} */ (lunr).QueryParser(piece, query).parse();
    ({ clauses } = query);
  } catch {
    const asked = ask(piece);
    await store.load(asked.flatMap((item) => item.words));
    return Promise.all(asked.map((item) => groupOf(item, [], store)));
  }
  return (await Promise.all(clauses.map((clause) => clauseGroups(clause, piece, store)))).flat();
}

/**
 * @param {lunr.Query.Clause & { presence?: lunr.Query.presence }} clause
 * @param {string} piece
 * @param {import("./store.js").Store} store
 */
async function clauseGroups(clause, piece, store) {
  const { REQUIRED, PROHIBITED } = lunr.Query.presence;
  /** @type {import("./query.js").Presence} */
  const presence = clause.presence === REQUIRED ? "must" : clause.presence === PROHIBITED ? "not" : "may";
  const fields = clause.fields.map((field) => FIELDS.indexOf(field));
  const found = await expanded(fold(clause.term), Math.min(clause.editDistance ?? 0, 2), store);
  await store.load(found.flat());
  return found.map((words) => {
    const ways = words.filter((word) => store.count(word)).map((word) => way([word], 1, "exact"));
    return { typed: piece, ways, weight: weigh(ways, store), presence, fields, boost: clause.boost };
  });
}

/**
 * The words of the index that a term of Lunr's stands for, the nearest to it if they are many; one list for each word of the term.
 * @param {string} term
 * @param {number} off
 * @param {import("./store.js").Store} store
 * @returns {Promise<string[][]>}
 */
export async function expanded(term, off, store) {
  if (term.includes("*")) {
    const start = term.slice(0, term.indexOf("*"));
    const pattern = new RegExp(`^${term.split("*").map(escape).join(".*")}$`, "s");
    const among = start ? await store.beginning(start) : await store.everyWord();
    return [among.filter((word) => pattern.test(word)).sort(inLength).slice(0, MOST_EXPANDED)];
  }
  const found = tokens(term).map((token) => token.words[0]);
  if (!off) return found.map((whole) => [whole]);
  const every = await store.everyWord();
  return found.map((whole) => within(whole, off, every));
}

/**
 * Those of `among` that are at most `off` letters off, the nearest first.
 * @param {string} whole
 * @param {number} off
 * @param {string[]} among
 */
function within(whole, off, among) {
  const far = new Map(among.map((word) => [word, distance(whole, word, off)]));
  const found = [...far].filter((item) => item[1] <= off).sort((one, other) => one[1] - other[1] || inLength(one[0], other[0]));
  return found.slice(0, MOST_EXPANDED).map(([word]) => word);
}

/**
 * @param {string} one
 * @param {string} other
 */
function inLength(one, other) {
  return one.length - other.length || compare(one, other);
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
