/** What the search shows when it has no results to show, and the help below it. */

import { button, make } from "./make.js";
import { SAY } from "./say.js";

/**
 * Earlier searches, to be asked again or forgotten.
 * @param {import("./recent.js").Recent} recent
 * @param {(text: string) => void} ask
 * @param {() => void} changed
 * @returns {Node[]}
 */
export function start(recent, ask, changed) {
  const texts = recent.all();
  if (!texts.length) return [];
  const forget = (/** @type {string | undefined} */ text) => {
    recent.forget(text);
    changed();
  };
  const rows = texts.map((text) => {
    const remove = button("search-forget", "×", () => forget(text));
    remove.setAttribute("aria-label", SAY.forget(text));
    return make("li", {}, button("search-again", text, () => ask(text)), remove);
  });
  const all = button("search-forget-all", SAY.forgetAll, () => forget(undefined));
  return [make("div", { class: "search-recent" }, make("h2", {}, SAY.recent), all), make("ul", { class: "search-recents" }, ...rows)];
}

/**
 * What may help when nothing was found.
 * @param {import("./engine.js").Answer} answer
 * @param {string} text
 * @param {string} root
 * @param {(text: string) => void} ask
 * @returns {Node[]}
 */
export function nothing({ spelling, without }, text, root, ask) {
  const nearest = spelling ? [[`${SAY.meant} `, button("search-try", spelling, () => ask(spelling)), "?"]] : [];
  const shorter = without.map((query) => [button("search-try", SAY.without(missing(text, query)), () => ask(query))]);
  const all = make("a", { href: `${root}all-notes.html` }, SAY.all);
  return [...nearest, ...shorter, [all]].map((parts) => make("p", {}, ...parts));
}

/**
 * The word of `text` that `query` lacks.
 * @param {string} text
 * @param {string} query
 */
function missing(text, query) {
  const left = query.split(/\s+/);
  return text.split(/\s+/).find((word) => !left.includes(word)) ?? query;
}

/** @param {() => void} again */
export function failed(again) {
  return [make("p", {}, button("search-try", SAY.again, again))];
}

/**
 * What was found instead of what was typed.
 * @param {[typed: string, found: string][]} corrections
 * @param {string} text
 */
export function corrected(corrections, text) {
  if (!corrections.length) return [];
  const found = corrections.reduce((query, [typed, other]) => query.replace(new RegExp(literal(typed), "i"), () => other), text);
  return [make("p", { class: "search-corrected" }, SAY.corrected, make("strong", {}, found))];
}

/** @param {string} text */
function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The syntax, to be unfolded, and the keys. */
export function help() {
  const rows = SAY.help.flatMap(([typed, finds]) => [make("dt", {}, make("code", {}, typed)), make("dd", {}, finds)]);
  const short = SAY.help.slice(0, 3).flatMap(([typed]) => [" ", make("code", {}, typed)]);
  const tips = make("details", {}, make("summary", {}, SAY.tips, ...short), make("dl", {}, ...rows));
  const keys = SAY.keys.map(([key, does]) => make("span", {}, make("kbd", {}, key), ` ${does}`));
  return make("div", { class: "search-foot" }, tips, make("div", { class: "search-keys", "aria-hidden": "true" }, ...keys));
}
