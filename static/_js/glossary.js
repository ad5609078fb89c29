/** The terms of the glossary in the text: each, where it stands first, leads to its definition. */

import { make } from "./make.js";
import { addScript, page, root } from "./page.js";

/** @typedef {[term: string, anchor: string, meaning: string]} Definition */

const SKIPPED = "a, code, pre, math, h1, h2, h3, h4, h5, h6, dt, button, svg, .embed-source, .term, .output, kbd";
/** A term so short, or in capitals, is taken as it is written: «it» is no IT, and «heads» are no HEAD. */
const SHORT = 4;
const ENOUGH = 30; // characters by which a meaning is known again

/** @type {Promise<Definition[]> | undefined} */
let terms;
/** @type {Map<string, string>} */
const meanings = new Map();

/** @returns {Promise<Definition[]>} */
function load() {
  terms ??= new Promise((resolve, reject) => {
    /** @type {any} */ (window).hortusGlossary = resolve;
    addScript(`${root}terms.js`).catch(reject);
  });
  terms.catch(() => (terms = undefined));
  return terms;
}

/** What the glossary says of a marked term. @param {Element} link */
export function meaning(link) {
  return meanings.get(link.getAttribute("data-term") ?? "");
}

/**
 * @param {ParentNode} whole
 * @param {() => void} done
 */
export function setUpGlossary(whole, done) {
  const article = whole.querySelector("article.note");
  if (!article || page.glossary === undefined || location.pathname.endsWith("/terms.html")) return;
  load().then((all) => mark(article, all) && done(), () => {});
}

/**
 * @param {Element} article
 * @param {Definition[]} all
 */
function mark(article, all) {
  /** @type {Map<string, Definition>} */
  const known = new Map();
  for (const definition of all) known.set(key(definition[0]), definition);
  const names = all.map(([term]) => term).sort((one, other) => other.length - one.length);
  if (!names.length) return false;
  const wanted = anyOf(names);
  const texts = textsIn(article);
  const done = new Set([...article.querySelectorAll(".term")].map((one) => one.getAttribute("data-term")));
  for (let text of texts) {
    let from = 0;
    for (const found of [...text.data.matchAll(wanted)]) {
      const definition = known.get(key(found[0])) ?? known.get(key(found[0].replace(/s$/i, "")));
      if (!definition || done.has(definition[0]) || defines(text, definition)) continue;
      done.add(definition[0]);
      const word = text.splitText(found.index - from);
      const rest = word.splitText(found[0].length);
      from = found.index + found[0].length;
      meanings.set(definition[0], definition[2]);
      const link = make("a", { class: "term", href: `${root}terms.html#${encodeURIComponent(definition[1])}`, "data-term": definition[0] });
      word.replaceWith(link);
      link.append(word);
      text = rest;
    }
  }
  return done.size > 0;
}

/**
 * Whether a text stands where the term is defined: there it explains nothing.
 * @param {Text} text
 * @param {Definition} definition
 */
function defines(text, [term, , meaning]) {
  const said = text.parentElement?.closest("li, dd, td, p")?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  return said.startsWith(term) && said.includes(meaning.replace(/\s+/g, " ").slice(0, ENOUGH));
}

/**
 * What finds the names. In scripts that part their words a name is one of these words, or more. Those that begin and end alike share
 * what is asked around them: asked for each by itself it takes twenty times as long.
 * @param {string[]} names the longest first
 */
function anyOf(names) {
  /** @type {Map<string, string[]>} */
  const alike = new Map();
  for (const name of names) {
    const around = [/^\p{sc=Han}/u.test(name) ? "" : "(?<![\\p{L}\\p{N}_])", /\p{sc=Han}$/u.test(name) ? "" : "s?(?![\\p{L}\\p{N}_])"];
    const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    alike.set(around.join("\0"), [...(alike.get(around.join("\0")) ?? []), literal]);
  }
  return new RegExp([...alike].map(([around, literals]) => around.replace("\0", () => `(?:${literals.join("|")})`)).join("|"), "giu");
}

/**
 * The texts in which a term may stand. What is skipped is not entered: a formula holds dozens of them.
 * @param {Element} article
 */
function textsIn(article) {
  const accept = (/** @type {Node} */ node) => {
    if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
    return node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  return texts;
}

/** @param {string} term */
function key(term) {
  return term.length < SHORT || term === term.toUpperCase() ? term : term.toLowerCase().replace(/\s+/g, " ");
}
