/** What was found, as the list of the search shows it. */

import { make } from "./make.js";
import { legible } from "./legible.js";
import { excerpt, marked, want } from "./marks.js";
import { quoted, SAY } from "./say.js";
import { tokens, words } from "./words.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./engine.js").Answer} Answer */

const SECTIONS = 3;

/**
 * The notes, in the order of their best sections, each with what is to be marked in it.
 * @param {Answer} answer
 * @param {string} text what the reader typed
 * @param {string} root
 * @param {number} room letters that an excerpt may have
 */
export function results(answer, text, root, room) {
  /** @type {Map<string, Hit[]>} */
  const notes = new Map();
  for (const hit of answer.hits) notes.set(hit.path, [...(notes.get(hit.path) ?? []), hit].slice(0, SECTIONS));
  return [...notes.values()].map((hits, number) => {
    const wanted = want(text, hits.flatMap((hit) => [...hit.terms]));
    return { element: group(hits, wanted, number, answer, text, root, room), wanted };
  });
}

/**
 * @param {Hit[]} hits the sections of one note
 * @param {import("./marks.js").Wanted} wanted
 * @param {number} number
 * @param {Answer} answer
 * @param {string} text
 * @param {string} root
 * @param {number} room
 */
function group(hits, wanted, number, answer, text, root, room) {
  const [{ title, crumbs }] = hits;
  const id = `search-note-${number}`;
  const head = make("div", { class: "search-note-head" }, make("span", { class: "search-title", id }, ...marked(title, wanted)));
  if (crumbs.length) head.append(make("span", { class: "search-where" }, crumbs.join(" / ")));
  const options = hits.map((hit, at) => option(hit, want(text, hit.terms), reasons(hit, !at, answer, text), root, room));
  return make("div", { class: "search-note", role: "group", "aria-labelledby": id }, head, ...options);
}

/**
 * @param {Hit} hit
 * @param {import("./marks.js").Wanted} wanted
 * @param {string} reason
 * @param {string} root
 * @param {number} room
 */
function option({ path, anchor, heading, text, spans }, wanted, reason, root, room) {
  const href = root + path + (anchor ? `#${anchor}` : "");
  const link = make("a", { role: "option", "aria-selected": "false", tabindex: "-1", href });
  link.append(heading ? make("span", { class: "search-heading" }, ...marked(heading, wanted)) : make("span", {}, SAY.top));
  if (reason) link.append(make("span", { class: "search-why" }, reason));
  if (text) link.append(make("span", { class: "search-excerpt" }, ...excerpt(legible(text, spans), wanted, room)));
  return link;
}

/**
 * Why a section was found, in a few words. What holds for all of a note is said with its first.
 * @param {Hit} hit
 * @param {boolean} isFirst
 * @param {Answer} answer
 * @param {string} text
 */
function reasons(hit, isFirst, answer, text) {
  const isFound = (/** @type {string} */ one) => words(one).some((word) => hit.terms.has(word));
  /** @type {Record<string, (string | undefined)[]>} */
  const named = {
    tag: hit.tags.filter(isFound).map((tag) => `#${tag}`),
    alias: hit.aliases.filter(isFound).map(quoted),
    correction: [respelt(hit, answer, text)].flatMap((found) => (found ? quoted(found) : [])),
  };
  const shown = hit.why.filter((why) => (why === "tag" ? isFirst : why !== "correction" || named.correction.length));
  return shown.map((why) => [SAY[`why_${why === "heading" && !hit.anchor ? "title" : why}`], ...(named[why] ?? [])].join(" ")).join(SAY.comma);
}

/**
 * The word of a section that stands for a word typed otherwise, if that is not already said of the whole answer.
 * @param {Hit} hit
 * @param {Answer} answer
 * @param {string} text
 */
function respelt(hit, answer, text) {
  const isMatch = (/** @type {string[]} */ found) => found.some((word) => hit.terms.has(word));
  if (answer.corrections.some(([, found]) => isMatch(words(found)))) return undefined;
  const typed = words(text);
  const last = tokens(text).at(-1)?.raw.toLowerCase() ?? "";
  const isOther = (/** @type {string} */ word) => hit.terms.has(word) && !typed.includes(word) && !word.startsWith(last);
  return tokens(`${hit.title} ${hit.heading} ${hit.text}`).find((token) => token.words.some(isOther))?.raw;
}

/**
 * The address of a result, without what is to be marked there.
 * @param {HTMLAnchorElement} option
 */
export function address(option) {
  return /** @type {string} */ (option.getAttribute("href")).replace(/#?\?find=.*/, "");
}

/** @param {Event} event */
export function optionAt(event) {
  const option = event.target instanceof Element ? event.target.closest("a[role=option]") : null;
  return option instanceof HTMLAnchorElement ? option : undefined;
}
