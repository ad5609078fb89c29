/** How near the words of a question stand together in a section: the twin of `search/closeness.py`. */

import { squeeze, standsIn } from "./query.js";
import { nameOf } from "./section.js";
import { tokens } from "./words.js";

/** @typedef {import("./ways.js").Group} Group */

const [IS_TITLE, IS_HEADING, IN_HEADING, IN_TEXT, IN_TEXT_TIGHT] = [1.5, 1, 0.8, 0.5, 0.4];
const TIGHT = 4;

/**
 * As a heading, in one, or side by side in the text: 0 to 1.5, to be taken times the best score of all sections.
 * @param {import("./section.js").Section} section
 * @param {import("./query.js").Query} query
 * @param {Group[]} groups
 */
export function closeness({ path, anchor, heading, title, aliases, text }, { plain }, groups) {
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
