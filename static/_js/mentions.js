/** Sections that name a note and do not link to it, as a list. */

import { legible } from "./legible.js";
import { make } from "./make.js";
import { excerpt, marked, want, written } from "./marks.js";
import { quoted } from "./paths.js";
import { squeeze } from "./query.js";
import { RARELY } from "./say.js";
import { isCjk } from "./words.js";

/** @typedef {import("./engine.js").Hit} Hit */

const MOST = 10;
const SPARE = 20; // notes that are looked at beside those that link here already

/**
 * The best mentions of a note by any of its `names`, without those of the notes at the paths that are `known`.
 * @param {string[]} names
 * @param {Set<string>} known
 * @param {string} root
 * @param {import("./engine.js").Engine["search"]} search
 */
export async function mentions(names, known, root, search) {
  /** @type {Map<string, { hit: Hit, asked: string }>} */
  const found = new Map();
  for (const name of names.filter(isName)) {
    const asked = `"${name.replace(/["“”]/g, " ").trim()}"`;
    const { hits } = await search(asked, { notes: SPARE + known.size });
    for (const hit of hits) {
      const other = found.get(hit.path)?.hit.score ?? -Infinity;
      if (!known.has(hit.path) && hit.score > other && isNamed(hit, name)) found.set(hit.path, { hit, asked });
    }
  }
  const best = [...found.values()].sort((one, other) => other.hit.score - one.hit.score).slice(0, MOST);
  if (!best.length) return [make("p", {}, RARELY.unmentioned)];
  return [make("ul", {}, ...best.map(({ hit, asked }) => row(hit, want(asked, hit.terms), root)))];
}

/** An alias with a slash is an old address. @param {string} name */
function isName(name) {
  return /[\p{L}\p{N}]/u.test(name) && !name.includes("/");
}

/**
 * Whether a name stands in a section by itself, not as the beginning of another word.
 * @param {Hit} hit
 * @param {string} name
 */
function isNamed({ heading, text }, name) {
  const [said, wanted] = [squeeze(`${heading} \n ${text}`), squeeze(name)];
  return isCjk(wanted) ? said.includes(wanted) : ` ${said} `.includes(` ${wanted} `);
}

/**
 * @param {Hit} hit
 * @param {import("./marks.js").Wanted} wanted
 * @param {string} root
 */
function row({ path, anchor, title, heading, text, spans }, wanted, root) {
  const link = make("a", { href: `${root}${quoted(path)}#${encodeURIComponent(anchor)}${written(wanted)}` }, title);
  const below = heading && heading !== title ? [" · ", ...marked(heading, wanted)] : [];
  return make("li", {}, link, ...below, make("p", {}, ...excerpt(legible(text, spans), wanted)));
}
