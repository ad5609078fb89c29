/** The results as a list from which one is chosen: the field keeps the focus and is told which, as screen readers expect it. */

import { address } from "./results.js";

export class Choice {
  #field;
  #list;
  #body;
  /** Which is chosen, from 0. */
  number = 0;

  /**
   * @param {HTMLElement} field where one types
   * @param {HTMLElement} list what holds the results
   * @param {HTMLElement} body what scrolls
   */
  constructor(field, list, body) {
    this.#field = field;
    this.#list = list;
    this.#body = body;
  }

  options() {
    return [...this.#list.querySelectorAll("a")];
  }

  chosen() {
    return /** @type {HTMLAnchorElement | undefined} */ (this.options()[this.number]);
  }

  /** The address of the chosen result. */
  at() {
    const option = this.chosen();
    return option && address(option);
  }

  /** Other results are there: the first is chosen. */
  begin() {
    for (const [number, option] of this.options().entries()) option.id = `search-result-${number}`;
    this.select(0, false);
  }

  /**
   * @param {number} number
   * @param {boolean} [isShown] whether to bring it into view
   */
  select(number, isShown = true) {
    const options = this.options();
    this.number = number;
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === number));
    const id = options[number]?.id;
    if (id) this.#field.setAttribute("aria-activedescendant", id);
    else this.#field.removeAttribute("aria-activedescendant");
    if (!isShown) return;
    options[number]?.scrollIntoView({ block: "nearest" });
    if (!number) this.#body.scrollTop = 0;
  }

  /** How many results there is room for. */
  page() {
    const height = Math.min(this.#body.clientHeight, innerHeight);
    return Math.max(Math.floor(height / (this.chosen()?.offsetHeight || height)) - 1, 1);
  }
}
