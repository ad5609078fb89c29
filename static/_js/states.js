/** What the search shows when it has no results to show, and the help. */

import { button, make } from "./make.js";
import { fill, RARELY } from "./say.js";

/**
 * Earlier searches, to be asked again or forgotten; without any, what can be asked.
 * @param {import("./recent.js").Recent} recent
 * @param {(text: string) => void} ask
 * @param {() => void} changed
 * @returns {Node[]}
 */
export function start(recent, ask, changed) {
  const texts = recent.all();
  if (!texts.length) return [help()];
  const forget = (/** @type {string | undefined} */ text) => {
    recent.forget(text);
    changed();
  };
  const rows = texts.map((text) => {
    const remove = button("search-forget", "×", () => forget(text));
    remove.setAttribute("aria-label", fill(RARELY.forget, { text }));
    return make("li", {}, button("search-again", text, () => ask(text)), remove);
  });
  const all = button("search-forget-all", RARELY.forget_all, () => forget(undefined));
  return [make("div", { class: "search-recent" }, make("h2", {}, RARELY.recent), all), make("ul", { class: "search-recents" }, ...rows)];
}

/**
 * What may help when nothing was found.
 * @param {import("./engine.js").Answer} answer
 * @param {string} text
 * @param {string} root
 * @param {(text: string) => void} ask
 * @returns {Node[]}
 */
export function nothing({ without, isEmpty }, text, root, ask) {
  const shorter = without.map((query) => [button("search-try", left(text, query), () => ask(query))]);
  const [before, after] = RARELY.tried.split("{all_notes}");
  const tried = [before, make("a", { href: `${root}all-notes.html` }, RARELY.all_notes), after];
  return [...shorter, ...(isEmpty ? [] : [tried])].map((parts) => make("p", {}, ...parts));
}

/**
 * What `text` has and `query` has not.
 * @param {string} text
 * @param {string} query
 */
function left(text, query) {
  /** @type {string[][]} */
  const [whole, kept] = [text, query].map((one) => one.match(/["“][^"“”]*["”]?|\S+/g) ?? []);
  return kept.length < whole.length || !/["“]/.test(text)
    ? fill(RARELY.without, { word: whole.find((piece) => !kept.includes(piece)) ?? query })
    : RARELY.unquoted;
}

/** What can be typed, and what it finds. */
export function help() {
  const { phrase, word, folder } = RARELY;
  /** @type {[typed: string[], finds: string][]} */
  const all = [
    [[`"${phrase}"`], RARELY.is_phrase],
    [[`-${word}`], RARELY.is_without],
    [[`+${word}`], RARELY.is_with],
    [[`title:${word}`], RARELY.is_title],
    [["tag:git", "#git"], RARELY.is_tag],
    [[`folder:${folder}`], RARELY.is_folder],
    [[`${word}*`], RARELY.is_beginning],
    [[`${word}~1`], RARELY.is_near],
    [["np.array", "--no-ff", "x_t"], RARELY.is_code],
  ];
  const rows = all.flatMap(([typed, finds]) => [
    make("dt", {}, ...typed.flatMap((one) => [make("code", {}, one), " "])),
    make("dd", {}, finds),
  ]);
  return make("dl", { class: "search-help" }, ...rows);
}
