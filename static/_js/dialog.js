/** The search as the reader sees it: a field, results as one types, in a dialog or on a page of its own. */

import { excerpt, marked, markPage, unmarkPage } from "./marks.js";
import { answer } from "./query.js";

/** @typedef {import("./query.js").Hit} Hit */
/** @typedef {{ index: import("lunr").Index | null, sections: import("./query.js").Section[] }} Loaded */
/** @typedef {{ open(typed?: string): void, fill(place: HTMLElement): void, highlight(): void }} Search */

const NOTES = 10;
const SECTIONS = 3;
const MARKS = "hortus-marks";

/** One field with its results. */
export class Finder {
  /**
   * @param {string} root the way from this page to the root of the site
   * @param {() => Promise<Loaded>} load
   */
  constructor(root, load) {
    this.root = root;
    this.load = load;
    this.asked = 0;
    this.input = make("input", { type: "search", placeholder: "Search the notes", "aria-label": "Search the notes" });
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    for (const [name, value] of Object.entries({
      role: "combobox",
      enterkeyhint: "go",
      "aria-expanded": "false",
      "aria-controls": "search-results",
      "aria-autocomplete": "list",
    }))
      this.input.setAttribute(name, value);
    this.status = make("p", { class: "search-status", role: "status" });
    this.list = make("div", { id: "search-results", role: "listbox", "aria-label": "Results" });
    this.input.oninput = () => void this.update();
    this.input.onkeydown = (event) => this.key(event);
    this.list.onclick = (event) => {
      const option = event.target instanceof Element ? event.target.closest("a[role=option]") : null;
      if (option instanceof HTMLAnchorElement) this.remember(option);
    };
  }

  /** Show what answers the text in the field; an answer that comes too late is dropped. */
  async update() {
    const asked = ++this.asked;
    const text = this.input.value;
    if (!text.trim()) return this.show([], "");
    this.status.textContent = this.list.childElementCount ? this.status.textContent : "Searching …";
    try {
      const { index, sections } = await this.load();
      if (asked === this.asked) this.show(index ? answer(index, sections, text) : [], text);
    } catch {
      this.status.textContent = "The search index could not be loaded.";
    }
  }

  /**
   * @param {Hit[]} hits
   * @param {string} text
   */
  show(hits, text) {
    /** @type {Map<string, Hit[]>} */
    const notes = new Map();
    for (const hit of hits) {
      const group = notes.get(hit.section[0]);
      if (group) group.push(hit);
      else if (notes.size < NOTES) notes.set(hit.section[0], [hit]);
    }
    this.terms = new Set(hits.flatMap((hit) => [...hit.terms]));
    const groups = [...notes.values()].map((group) => this.group(group.slice(0, SECTIONS)));
    this.list.replaceChildren(...groups);
    this.options().forEach((option, number) => (option.id = `search-result-${number}`));
    this.select(0);
    this.input.setAttribute("aria-expanded", String(groups.length > 0));
    const count = notes.size === 1 ? "1 note" : `${notes.size} notes`;
    this.status.textContent = !text.trim() ? "" : notes.size ? count : `Nothing found for “${text.trim()}”.`;
  }

  /** @param {Hit[]} hits the sections of one note */
  group(hits) {
    const [path, , note] = hits[0].section;
    const group = make("div", { class: "search-note", role: "group", "aria-label": note });
    const where = path.includes("/") ? path.slice(0, path.lastIndexOf("/")).replaceAll("/", " / ") : "";
    group.append(...hits.map((hit, number) => this.option(hit, number === 0 ? where : "")));
    return group;
  }

  /**
   * @param {Hit} hit
   * @param {string} where
   */
  option({ section: [path, anchor, note, heading, text], terms }, where) {
    const option = make("a", { role: "option", "aria-selected": "false", tabindex: "-1" });
    option.setAttribute("href", this.root + path + (anchor ? `#${anchor}` : ""));
    const title = make("span", { class: "search-title" });
    title.append(...marked(note, terms));
    if (heading) {
      const part = make("span", { class: "search-heading" });
      part.append(...marked(heading, terms));
      title.append(part);
    }
    option.append(title);
    if (where) option.append(make("span", { class: "search-where" }, where));
    if (text) {
      const body = make("span", { class: "search-excerpt" });
      body.append(...excerpt(text.replaceAll("\n", " "), terms));
      option.append(body);
    }
    return option;
  }

  options() {
    return [...this.list.querySelectorAll("a")];
  }

  /** @param {number} number */
  select(number) {
    const options = this.options();
    this.selected = options.length ? (number + options.length) % options.length : 0;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.selected)));
    const option = options[this.selected];
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    if (number) option?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return; // Enter ends the composition of Chinese and the like
    const selected = this.selected ?? 0;
    const moves = /** @type {Record<string, number>} */ ({ ArrowDown: selected + 1, ArrowUp: selected - 1 });
    if (event.key in moves) {
      event.preventDefault();
      this.select(moves[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = this.options()[selected];
      if (!option) return;
      this.remember(option);
      if (event.ctrlKey || event.metaKey) open(option.href);
      else option.click();
    }
  }

  /**
   * Let the page that is opened next know what to mark.
   * @param {HTMLAnchorElement} option
   */
  remember(option) {
    try {
      sessionStorage.setItem(MARKS, JSON.stringify({ path: option.pathname, terms: [...(this.terms ?? [])] }));
    } catch {
      // Without storage nothing is marked.
    }
  }
}

/** Mark the words that led here, until Esc. */
export function highlight() {
  let marks = "";
  try {
    marks = sessionStorage.getItem(MARKS) ?? "";
    sessionStorage.removeItem(MARKS);
  } catch {
    return;
  }
  if (!marks) return;
  const { path, terms } = JSON.parse(marks);
  if (path !== location.pathname) return;
  markPage(new Set(terms));
  addEventListener("keydown", function clear(event) {
    if (event.key !== "Escape") return;
    unmarkPage();
    removeEventListener("keydown", clear);
  });
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} attributes
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, attributes, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}
