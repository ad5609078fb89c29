/** All that the search says to the reader: what it always may, and what it says rarely. */

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
  found: (/** @type {number} */ sections, /** @type {number | undefined} */ notes) =>
    notes ? (sections > notes ? `${count(sections, "section")} in ` : "") + count(notes, "note") : count(sections, "section"),
  more: "More notes",
  top: "Beginning",
  title: "title",
  /** @type {Record<string, string>} */
  why: { heading: "heading", code: "code", math: "maths", alias: "alias", tag: "tag", correction: "found as:" },
  corrected: "Showing results for ",
  missing: (/** @type {string[]} */ words) => `No note has ${words.map((word) => `“${word}”`).join(", ")}.`,
  nothing: (/** @type {string} */ text) => `Nothing found for “${text}”.`,
  empty: "There are no notes yet.",
  failed: "The search index could not be loaded.",
  again: "Try again",
  tips: "Tips",
  short: ['"exact phrase"', "-word", "tag:git"],
  /** @type {[keys: string, does: string][]} */
  keys: [
    ["↑ ↓", "choose"],
    ["↵", "open"],
    [/Mac|iPhone|iPad/.test(globalThis.navigator?.platform) ? "⌘ ↵" : "Ctrl ↵", "new tab"],
  ],
};

export const RARELY = {
  without: (/** @type {string} */ word) => `Search without “${word}”`,
  unquoted: "Search without the quotes",
  all: "All notes",
  recent: "Recent searches",
  forget: (/** @type {string} */ text) => `Forget “${text}”`,
  forgetAll: "Forget all",
  clear: (/** @type {number} */ marks) => `Clear ${count(marks, "mark")}`,
  /** @type {[typed: string[], finds: string][]} */
  help: [
    [['"exact phrase"'], "these words side by side"],
    [["-word"], "without this word"],
    [["+word"], "only with this word"],
    [["title:word"], "in titles and headings"],
    [["tag:git", "#git"], "notes with this tag"],
    [["folder:notes"], "notes in this folder"],
    [["word*"], "words that begin so"],
    [["word~1"], "words one letter off"],
    [["np.array", "--no-ff", "x_t"], "code, flags, formulas as written"],
  ],
};
