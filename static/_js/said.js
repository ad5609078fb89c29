/** What stands around the results: what was not found as it was typed, an error, the keys. */

import { button, make } from "./make.js";
import { SAY } from "./say.js";

/**
 * What was found instead of what was typed, and what was not found at all.
 * @param {import("./engine.js").Answer} answer
 * @param {string} text
 */
export function corrected({ corrections, missing }, text) {
  const found = corrections.reduce((query, [typed, other]) => query.replace(new RegExp(literal(typed), "i"), () => other), text);
  const shown = corrections.length ? [SAY.corrected, make("strong", {}, found), ". "] : [];
  if (missing.length) shown.push(SAY.missing(missing));
  return shown.length ? [make("p", { class: "search-corrected" }, ...shown)] : [];
}

/** @param {string} text */
function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** @param {() => void} again */
export function failed(again) {
  return [make("p", {}, button("search-try", SAY.again, again))];
}

/**
 * The syntax, to be unfolded, and the keys.
 * @param {() => Promise<import("./more.js").More>} more
 */
export function foot(more) {
  const short = SAY.short.flatMap((typed) => [" ", make("code", {}, typed)]);
  const tips = make("details", {}, make("summary", {}, SAY.tips, ...short));
  tips.ontoggle = () => void more().then(({ help }) => tips.children.length > 1 || tips.append(help()), () => {});
  const keys = SAY.keys.map(([key, does]) => make("span", {}, make("kbd", {}, key), ` ${does}`));
  return make("div", { class: "search-foot" }, tips, make("div", { class: "search-keys", "aria-hidden": "true" }, ...keys));
}
