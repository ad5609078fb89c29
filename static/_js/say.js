/** All that the search says to the reader. */

/**
 * @param {number} number
 * @param {string} thing
 */
function count(number, thing) {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

export const SAY = {
  name: "Search",
  field: "Search the notes",
  results: "Results",
  close: "Close the search",
  key: "Esc",
  searching: "Searching …",
  found: (/** @type {number} */ sections, /** @type {number} */ notes) =>
    `${count(sections, "section")} in ${count(notes, "note")}`,
  more: "More notes",
  top: "Beginning",
  /** @type {Record<string, string>} */
  why: { heading: "heading", code: "code", math: "maths", alias: "alias", tag: "tag", correction: "found as:" },
  corrected: "Showing results for ",
  nothing: (/** @type {string} */ text) => `Nothing found for “${text}”.`,
  meant: "Did you mean",
  without: (/** @type {string} */ word) => `Search without “${word}”`,
  all: "All notes",
  failed: "The search index could not be loaded.",
  again: "Try again",
  recent: "Recent searches",
  forget: (/** @type {string} */ text) => `Forget “${text}”`,
  forgetAll: "Forget all",
  clear: (/** @type {number} */ marks) => `Clear ${count(marks, "mark")}`,
  tips: "Tips",
  /** @type {[typed: string, finds: string][]} */
  help: [
    ['"exact phrase"', "these words side by side"],
    ["-word", "nothing with this word"],
    ["tag:git", "only notes with this tag"],
    ["np.array --no-ff x_t", "code, flags and formulas, as they are written"],
  ],
  /** @type {[keys: string, does: string][]} */
  keys: [
    ["↑ ↓", "choose"],
    ["↵", "open"],
    [/Mac|iPhone|iPad/.test(globalThis.navigator?.platform) ? "⌘ ↵" : "Ctrl ↵", "new tab"],
  ],
};
