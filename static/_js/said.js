/** What stands around the results: what was not found as it was typed, an error, the keys. */

import { button, make } from "./make.js";
import { fill, quoted, SAY } from "./say.js";

/**
 * What was found instead of what was typed, and what was not found at all.
 * @param {import("./engine.js").Answer} answer
 * @param {string} text
 */
export function corrected({ corrections, missing }, text) {
  const found = corrections.reduce((query, [typed, other]) => query.replace(new RegExp(literal(typed), "i"), () => other), text);
  const [before, after] = SAY.corrected.split("{text}");
  const shown = corrections.length ? [before, make("strong", {}, found), after] : [];
  if (missing.length) shown.push(fill(SAY.missing, { words: missing.map(quoted).join(SAY.comma) }));
  return shown.length ? [make("span", { class: "search-corrected" }, ...shown)] : [];
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
  const short = [`"${SAY.phrase}"`, `-${SAY.word}`, "tag:git"].flatMap((typed) => [" ", make("code", {}, typed)]);
  const tips = make("details", {}, make("summary", {}, SAY.tips, ...short));
  tips.ontoggle = () => void more().then(({ help }) => tips.children.length > 1 || tips.append(help()), () => {});
  const tab = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ ↵" : "Ctrl ↵";
  const keys = [["↑ ↓", SAY.choose], ["↵", SAY.open], [tab, SAY.new_tab]].map(([key, does]) => make("span", {}, make("kbd", {}, key), ` ${does}`));
  return make("div", { class: "search-foot" }, tips, make("div", { class: "search-keys", "aria-hidden": "true" }, ...keys));
}
