/** The colours of the graph: those of the theme, as they are now. */

import { make } from "./make.js";

/**
 * `groups` are those of folders, the first for all that have none of their own.
 * @typedef {{ groups: string[], faint: string, line: string, ink: string, text: string, paper: string, accent: string, font: string }} Colours
 */

/**
 * Reads the colours at `place`. A custom property is only words there; an element shows what colour they are.
 * @param {HTMLElement} place
 * @param {number} groups
 * @returns {Colours}
 */
export function readColours(place, groups) {
  const probe = make("span", { hidden: "" });
  place.append(probe);
  const read = (/** @type {string} */ name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  // Where the reader has colours of their own, names and lines have those, and folders are still told apart by theirs.
  const isForced = matchMedia("(forced-colors: active)").matches;
  if (isForced) probe.style.forcedColorAdjust = "none";
  const own = (/** @type {string} */ forced, /** @type {string} */ name) => {
    probe.style.color = isForced ? forced : `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const shades = Array.from({ length: groups }, (_, at) => read(`--shade-${at + 1}`));
  const colours = {
    groups: [read(groups ? "--shade-0" : "--accent"), ...shades],
    faint: read("--paper-3"),
    line: own("GrayText", "--ink-2"),
    text: own("CanvasText", "--ink"),
    ink: own("CanvasText", "--ink"),
    paper: own("Canvas", "--paper"),
    accent: read("--accent"),
    font: `500 12px ${getComputedStyle(place).fontFamily}`,
  };
  probe.remove();
  return colours;
}

/** Calls `changed` when the page gets other colours. @param {() => void} changed */
export function watchColours(changed) {
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", changed);
}
