/** The text of a section as an excerpt shows it, on one line: what stands in a formula is TeX, and made easier to read. */

import { NAMES } from "./words.js";

/** @typedef {import("./section.js").Span} Span */

/** Signs by the names that TeX has for them; the index takes most signs for their names. @type {Map<string, string>} */
const SIGNS = new Map(Array.from(NAMES, ([sign, name]) => [name, sign]));
const MORE = "in ∈ cdot · times × pm ± le ≤ ge ≥ ne ≠ to → mid | top ⊤ dots … ldots … cdots … ell ℓ lVert ‖ rVert ‖ sim ∼ langle ⟨ rangle ⟩".split(" ");
MORE.forEach((sign, at) => at % 2 && SIGNS.set(MORE[at - 1], sign));
/** A single thing in braces that no command takes. */
const BRACED = /(?<![A-Za-z}])\{(\w+|-\d)\}/g;

/**
 * @param {string} text
 * @param {Span[]} spans
 * @returns {{ text: string, spans: Span[] }}
 */
export function legible(text, spans) {
  let [shown, end, last] = ["", 0, ""];
  const moved = spans.map(([from, to, kind]) => {
    const before = flat(text.slice(end, from), last === "code");
    const inner = text.slice(from, to);
    shown += kind === "math" ? before.replace(/ · $/, " ") : before;
    const start = shown.length;
    shown += kind === "math" ? formula(inner) : inner.replace(/\n/g, " ↵ ");
    [end, last] = [to, kind];
    return /** @type {Span} */ ([start, shown.length, kind]);
  });
  return { text: shown + flat(text.slice(end), last === "code"), spans: moved };
}

/**
 * Blocks on one line, parted by a sign where their own do not part them. A formula is in the middle of what is said.
 * @param {string} text
 * @param {boolean} isAfterCode
 */
function flat(text, isAfterCode) {
  return text.replace(/([^.!?:;,。！？：；，]?)\n/g, (_, before, at) => before + (before || (isAfterCode && !at) ? " · " : " "));
}

/** @param {string} tex */
function grouped(tex) {
  return /^[^\s+-]*$/.test(tex) ? tex : `(${tex})`;
}

/** @param {string} tex */
function formula(tex) {
  return tex
    .replace(/(?<=[A-Za-z])\\/g, " \\")
    .replace(/\\\\(?:\[[^\]]*\])?/g, "; ")
    .replace(/\\(?:begin|end)\{\w+\*?\}(?:\{[lcr|]+\})?|\\(?:left|right|[Bb]igg?[lr]?|displaystyle|limits)(?![A-Za-z])|\\[!,]|&/g, "")
    .replace(/\\(?:text|operatorname|boldsymbol|math[a-z]+)\*?(?:\{([^{}]*)\}| )/g, "$1")
    .replace(/\\(?:var)?([A-Za-z]+)/g, (whole, name) => SIGNS.get(name) ?? whole)
    .replace(/\\q?quad|\\[;: ]/g, " ")
    .replace(BRACED, "$1")
    .replace(BRACED, "$1")
    .replace(/\\[dt]?frac *\{([^{}]*)\} *\{([^{}]*)\}/g, (_, above, below) => `${grouped(above)}/${grouped(below)}`)
    .replace(/\\(?=[%#$_&{}]|(?:arg|max|min|log|ln|exp|sin|cos|tanh|lim|det)(?![A-Za-z]))/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
