/** The field of the search: what is typed into it, and what its keys mean. */

import { make } from "./make.js";
import { SAY } from "./say.js";

/** Keyboards of Android compose every word; elsewhere what is being composed is not yet text, but for Hangul. */
const COMPOSED = /Android/.test(navigator.userAgent) ? /./ : /^[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+$/;

export function field() {
  return make("input", {
    type: "search",
    role: "combobox",
    placeholder: SAY.field,
    "aria-label": SAY.field,
    "aria-expanded": "false",
    "aria-controls": "search-results",
    "aria-autocomplete": "list",
    enterkeyhint: "go",
    autocomplete: "off",
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
  });
}

/**
 * Whether what has come into the field is to be asked for at once.
 * @param {InputEvent} event
 */
export function isText({ isComposing, data }) {
  return !isComposing || COMPOSED.test(data ?? "");
}

/**
 * Safari says of the Enter that ends a composition only that its code is 229.
 * @param {KeyboardEvent} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * The result that a key leads to. Home and End belong to the text, and lead to the first and the last result when the caret is
 * already where they would put it, or with Ctrl.
 * @param {KeyboardEvent} event in the field
 * @param {number} selected
 * @param {number} length how many results there are
 * @param {number} page how many there is room for
 */
export function target({ target: field, key, ctrlKey, shiftKey, altKey }, selected, length, page) {
  const { selectionStart, selectionEnd, value } = /** @type {HTMLInputElement} */ (field);
  const isAt = (/** @type {number} */ place) => ctrlKey || (selectionStart === place && selectionEnd === place);
  if (shiftKey || altKey) return undefined;
  if (key === "ArrowDown") return (selected + 1) % length;
  if (key === "ArrowUp") return (selected + length - 1) % length;
  if (key === "PageDown") return Math.min(selected + page, length - 1);
  if (key === "PageUp") return Math.max(selected - page, 0);
  if (key === "Home" && isAt(0)) return 0;
  if (key === "End" && isAt(value.length)) return length - 1;
  return undefined;
}
