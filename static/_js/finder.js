/** The field of the search and what it finds: asked as one types, gone through by keys. */

import { Choice } from "./choice.js";
import { field, isComposing, isText, target } from "./field.js";
import { button, make } from "./make.js";
import { EXCERPT, written } from "./marks.js";
import { Recent } from "./recent.js";
import { address, optionAt, results } from "./results.js";
import { corrected, failed, foot } from "./said.js";
import { count, fill, SAY } from "./say.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./marks.js").Wanted} Wanted */

const NOTES = 8;
/** As `search.css` sets excerpts, in rem: the room beside them and their letters. */
const SIDES = 2.7;
const EXCERPT_SIZE = 0.84;
/** Letters: of a line that is short, and that a line loses where a word does not fit. */
const NARROW = 64;
const RAGGED = 4;
/** After so many milliseconds without an answer the reader is told that it is on its way. */
const SLOW = 200;
/** Who has typed nothing after so many is shown what can be asked. */
const IDLE = 400;

export class Finder {
  #root;
  #rarely;
  #search;
  #changed;
  #recent;
  #notes = NOTES;
  #starts = 0;
  /** What was asked last. */
  #text = "";
  /** The text that is answered. @type {string | undefined} */
  #answered = "";
  /** What to do with the first result when it is there. @type {((option: HTMLAnchorElement) => void) | undefined} */
  #next;
  /** @type {AbortController | undefined} */
  #control;
  /** @type {Map<Element, Wanted>} */
  #wanted = new Map();
  #status = make("p", { class: "search-status", role: "status" });
  #above = make("div", { class: "search-above" });
  #more = button("search-more", SAY.more, () => this.#showMore());
  input = field();
  list = make("div", { id: "search-results", role: "listbox", "aria-label": SAY.results });
  #body = make("div", { class: "search-body", tabindex: "-1" }, this.#above, this.list, this.#more);
  #choice = new Choice(this.input, this.list, this.#body);
  /** What stands below the field. */
  parts;

  /**
   * @param {string} root the way from this page to the root of the site
   * @param {() => Promise<import("./more.js").More>} more
   * @param {import("./engine.js").Engine["search"]} search
   * @param {() => void} changed called when the text or the chosen result are others than before
   */
  constructor(root, more, search, changed) {
    this.#root = root;
    this.#rarely = more;
    this.parts = [this.#status, this.#body, foot(more)];
    this.#search = search;
    this.#changed = changed;
    this.#recent = new Recent(root);
    this.#listen();
    this.#fill([], []);
  }

  #listen() {
    this.input.oninput = (event) => {
      if (isText(/** @type {InputEvent} */ (event))) this.#typed();
    };
    this.input.addEventListener("compositionend", () => this.#typed());
    this.input.onkeydown = (event) => this.#key(event);
    this.#above.onkeydown = (event) => this.#keyAbove(event);
    this.list.onclick = this.list.onauxclick = (event) => {
      const option = optionAt(event);
      if (option && event.button < 2) this.#leave(option);
    };
    this.list.onpointermove = (event) => {
      const option = optionAt(event);
      if (option && event.pointerType === "mouse") this.#choice.select(this.#choice.options().indexOf(option), false);
    };
  }

  #typed() {
    if (this.input.value === this.#text) return;
    this.#next = undefined;
    this.#notes = NOTES;
    void this.ask();
  }

  /**
   * Show what answers the text in the field. What is there stays until the answer has come; one that comes too late is
   * dropped.
   * @param {string} [at] the address of the result to choose
   */
  async ask(at) {
    const text = (this.#text = this.input.value);
    this.#control?.abort();
    this.#control = undefined;
    if (!text.trim()) return void this.#showStart();
    const { signal } = (this.#control = new AbortController());
    this.list.ariaBusy = "true";
    const slow = setTimeout(() => signal.aborted || this.#tell(SAY.searching), SLOW);
    try {
      // What is there stays until all of the answer has come; an empty list is better than none of it.
      const early = this.list.hidden
        ? (/** @type {Answer} */ answer) => void (signal.aborted || this.#show(answer, text, at, true))
        : undefined;
      const answer = await this.#search(text, { notes: this.#notes, signal, early });
      if (!signal.aborted) this.#show(answer, text, at ?? this.#kept(text));
    } catch {
      if (!signal.aborted) this.#showFailed();
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * What the reader has chosen while only the first of the results were there.
   * @param {string} text
   */
  #kept(text) {
    return this.#answered === text && this.#choice.number ? this.#choice.at() : undefined;
  }

  /** Ask again, of another index; the chosen result stays chosen. */
  renew() {
    void this.ask(this.#choice.at());
  }

  /** @param {string} text */
  #put(text) {
    this.input.value = text;
    this.input.focus();
    this.#typed();
  }

  /**
   * @param {Answer} answer
   * @param {string} text
   * @param {string} [at]
   * @param {boolean} [isEarly] not all of it has come: what is offered below would only move
   */
  #show(answer, text, at, isEarly = false) {
    const found = results(answer, text, this.#root, this.#room());
    this.#wanted = new Map(found.map(({ element, wanted }) => [element, wanted]));
    const isNothing = !found.length;
    this.#fill([], [...this.#wanted.keys()], isEarly);
    const isAll = isNothing || answer.notes <= this.#notes;
    this.#more.hidden = isAll || isEarly;
    // A long note may be counted as several until it is seen that it is one. Without words there is nothing but notes.
    const notes = isAll ? found.length : answer.hits[0]?.score ? undefined : answer.notes;
    const sections = count(SAY.sections, answer.sections);
    const all = notes ? count(SAY.notes, notes) : sections;
    const said = notes && answer.sections > notes ? fill(SAY.found, { sections, notes: all }) : all;
    if (!isNothing) this.#tell(said, corrected(answer, text.trim()));
    else {
      this.#tell(answer.isEmpty ? SAY.empty : fill(SAY.nothing, { text: text.trim() }));
      void this.#stand(({ nothing }) => nothing(answer, text.trim(), this.#root, (other) => this.#put(other)));
    }
    const number = this.#choice.options().findIndex((option) => address(option) === at);
    if (at === undefined) this.#body.scrollTop = 0;
    this.#choice.select(Math.max(number, 0), number > 0);
    this.#answered = text;
    this.#changed();
    const [first] = this.#choice.options();
    if (first) this.#next?.(first);
    this.#next = undefined;
  }

  async #showStart() {
    const start = ++this.#starts;
    this.#fill([], []);
    this.#tell("");
    this.#answered = this.#text;
    this.#changed();
    if (!this.#recent.all().length) await new Promise((resolve) => setTimeout(resolve, IDLE));
    // What has been shown since would be put anew under the reader's keys.
    if (start !== this.#starts || this.input.value.trim()) return;
    await this.#stand(({ start }) => start(this.#recent, (text) => this.#put(text), () => void this.#forgotten()));
  }

  /**
   * Show in the place of results what is made of the rarely needed parts, unless there is something else by then.
   * @param {(more: import("./more.js").More) => Node[]} made
   */
  async #stand(made) {
    const text = this.#text;
    const more = this.input.value === text && (await this.#rarely().catch(() => undefined));
    if (more && this.input.value === text && this.list.hidden) this.#above.replaceChildren(...made(more));
  }

  #showFailed() {
    const again = () => {
      this.input.focus();
      void this.ask();
    };
    this.#fill(failed(again), []);
    this.#tell(SAY.failed);
    this.#answered = this.#next = undefined;
  }

  #showMore() {
    this.#notes += NOTES;
    this.input.focus();
    this.renew();
  }

  async #forgotten() {
    if (!this.#recent.all().length) this.input.focus();
    await this.#showStart();
    this.#above.querySelector("button")?.focus();
  }

  /**
   * @param {Node[]} above
   * @param {Element[]} groups
   * @param {boolean} [isBusy] whether others are on their way
   */
  #fill(above, groups, isBusy = false) {
    this.#above.replaceChildren(...above);
    this.list.ariaBusy = String(isBusy);
    this.list.replaceChildren(...groups);
    this.list.hidden = !groups.length;
    this.#more.hidden = true;
    this.input.setAttribute("aria-expanded", String(groups.length > 0));
    this.#choice.begin();
  }

  /**
   * @param {string} text
   * @param {HTMLElement[]} before
   */
  #tell(text, before = []) {
    const said = [...before.map((element) => element.textContent), text].join("");
    if (this.#status.textContent !== said) this.#status.replaceChildren(...before, text);
  }

  /** How many letters of an excerpt fit into its lines: three on a narrow screen, else two. A letter is half as wide as high. */
  #room() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const line = 2 * ((this.#body.clientWidth - SIDES * rem) / (EXCERPT_SIZE * rem));
    return line > 0 ? Math.min(EXCERPT, Math.max(40, Math.floor((line < NARROW ? 3 : 2) * (line - RAGGED)))) : EXCERPT;
  }

  /** The address of the chosen result. */
  at() {
    return this.#choice.at();
  }

  /** What stands where results would, to be gone through by arrows. */
  #rows() {
    return /** @type {HTMLElement[]} */ ([...this.#above.querySelectorAll(".search-again, .search-try, a")]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (isComposing(event)) return;
    const { length } = this.#choice.options();
    if (event.key === "Enter") {
      event.preventDefault();
      this.#enter(event.ctrlKey || event.metaKey);
    } else if (event.key === "ArrowDown" && !length) {
      event.preventDefault();
      this.#rows()[0]?.focus();
    } else {
      const number = length ? target(event, this.#choice.number, length, this.#choice.page()) : undefined;
      if (number === undefined) return;
      event.preventDefault();
      this.#choice.select(number);
      this.#changed();
    }
  }

  /** @param {boolean} inNewTab */
  #enter(inNewTab) {
    const go = (/** @type {HTMLAnchorElement} */ option) => {
      if (!inNewTab) return option.click();
      this.#leave(option);
      open(option.href, "_blank", "noopener");
    };
    const option = this.#choice.chosen();
    if (this.#answered === this.input.value) option && go(option);
    else if (this.#answered === undefined) void this.ask();
    else this.#next = go; // An answer is on its way: what is shown is not yet what was asked for.
  }

  /**
   * Among the buttons that stand where results would, arrows go on, and up from the first back to the field.
   * @param {KeyboardEvent} event
   */
  #keyAbove(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Delete") row.closest("li")?.querySelector("button:last-child")?.dispatchEvent(new Event("click"));
    if (!step) return;
    event.preventDefault();
    const rows = this.#rows();
    const to = rows.indexOf(row) + step;
    (to < 0 ? this.input : (rows[to] ?? row)).focus();
  }

  /**
   * A result is opened: it is told what to mark, and the search is remembered.
   * @param {HTMLAnchorElement} option
   */
  #leave(option) {
    const wanted = this.#wanted.get(/** @type {Element} */ (option.closest(".search-note")));
    this.#choice.select(this.#choice.options().indexOf(option), false);
    this.#recent.add(this.input.value.trim());
    this.#changed();
    const href = address(option);
    if (wanted) option.setAttribute("href", (href.includes("#") ? href : `${href}#`) + written(wanted));
    // The address of the result is again its own when the browser has gone on with it.
    setTimeout(() => option.setAttribute("href", href));
  }
}
