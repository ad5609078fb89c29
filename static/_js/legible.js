/** The text of a section as an excerpt shows it, on one line: what stands in a formula is TeX, and made easier to read. */

import { NAMES } from "./words.js";

/** @typedef {import("./section.js").Span} Span */

/** Signs by the names that TeX has for them; the index takes most signs for their names. @type {Map<string, string>} */
const SIGNS = new Map(Array.from(NAMES, ([sign, name]) => [name, sign]));
const MORE = "in ∈ cdot · times × pm ± le ≤ ge ≥ ne ≠ to → mid | top ⊤ dots … ldots … cdots … ell ℓ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | sim ∼ langle ⟨ rangle ⟩ leftarrow ← gets ← rightarrow → Rightarrow ⇒ implies ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ iff ⇔ mapsto ↦ forall ∀ exists ∃ subset ⊂ subseteq ⊆ cup ∪ cap ∩ notin ∉ prime ′ circ ∘ odot ⊙ oplus ⊕ otimes ⊗ propto ∝ gg ≫ ll ≪ perp ⊥ parallel ∥ neg ¬ emptyset ∅ lbrace { rbrace } star ⋆ ast ∗ vdots ⋮".split(" ");
const DEEPEST = 6;
/** @type {Record<string, string>} */
const ACCENTS = { hat: "\u0302", widehat: "\u0302", tilde: "\u0303", widetilde: "\u0303", bar: "\u0304", overline: "\u0304", vec: "\u20d7", dot: "\u0307", ddot: "\u0308" };
const ACCENTED = new RegExp(`\\\\(${Object.keys(ACCENTS).join("|")})(?![A-Za-z]) *(?:\\{([^{}]*)\\}|([^\\s\\\\{}]))`, "g");
MORE.forEach((sign, at) => at % 2 && SIGNS.set(MORE[at - 1], sign));
/** A single thing in braces that no command, and no script, takes. */
const BRACED = /(?<![A-Za-z}_^√])\{(\w+|-\d)\}/g;

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
  let shown = tex
    .replace(/(?<=[A-Za-z])\\(?=[A-Za-z])/g, " \\")
    .replace(/\\\\(?:\[[^\]]*\])?/g, "; ")
    .replace(/\\(?:begin|end)\{\w+\*?\}(?:\{[lcr|]+\})?|\\(?:left|right|[Bb]igg?[lrm]?|(?:display|text|script)style|(?:no)?limits)(?![A-Za-z])|\\[!,]|&/g, "")
    .replace(/\\(?:text(?:[a-z]{2})?|operatorname|boldsymbol|math[a-z]+)\*?(?:\{([^{}]*)\}| )/g, "$1")
    .replace(/\\(?:var)?([A-Za-z]+)/g, (whole, name) => SIGNS.get(name) ?? whole)
    .replace(/\\q?quad|\\[;: ]/g, " ")
    .replace(/([∂∇√¬∀∃]) +(?=\S)/g, "$1");
  for (let depth = 0, before = ""; before !== shown && depth < DEEPEST; depth++) {
    before = shown;
    shown = shown
      .replace(BRACED, "$1")
      .replace(/\\[dtc]?frac *(?:\{([^{}]*)\}|(\w)) *(?:\{([^{}]*)\}|(\w))/g, (_, a, b, c, d) => `${grouped(a ?? b)}/${grouped(c ?? d)}`)
      .replace(/√ *(?:\[[^\]{}]*\])? *\{([^{}]*)\}/g, (_, inner) => `√${grouped(inner)}`)
      .replace(ACCENTED, (_, name, inner, letter) => ((inner ?? letter).length > 1 ? inner : (inner ?? letter) + ACCENTS[name]))
      .replace(/([_^])\{([^{}]*)\}/g, (_, sign, inner) => (/^[\p{L}\d]*$/u.test(inner) ? sign + inner : `${sign}(${inner})`));
  }
  return shown
    .replace(/\\(?=[A-Za-z%#$_&{}|])/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
