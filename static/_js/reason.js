/** Why a section was found, where that is not plain in its text: the twin of `search/reason.py`. */

import { distance } from "./spelled.js";
import { fold, tokens } from "./words.js";

/** @typedef {"heading" | "alias" | "tag" | "code" | "math" | "correction"} Why */
/** @typedef {import("./ways.js").Group} Group */
/** @typedef {import("./section.js").Section & { terms: Set<string> }} Found with the words of the index that led to it */

const FAR = 4;

/**
 * Where the words stand, when it is not plain in the text.
 * @param {Found} found
 * @param {Group[]} groups
 */
export function whyOf({ anchor, title, heading, aliases, tags, text, terms, spans }, groups) {
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
 * The words that no note has as they were typed, and how the hits have them: of several ways to write them the nearest.
 * @param {Group[]} groups
 * @param {Found[]} hits
 */
export function corrections(groups, hits) {
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

/**
 * Whether a section with `words` answers a group only in another spelling.
 * @param {Group} group
 * @param {Set<string>} words
 */
function isCorrected(group, words) {
  const answering = group.ways.filter((way) => way.words.some((word) => words.has(word)));
  return answering.length > 0 && answering.every((way) => way.how === "near" || way.how === "meant");
}
