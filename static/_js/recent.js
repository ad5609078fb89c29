/** Searches that led somewhere, kept in this browser. Where storage is denied there are none. */

const MOST = 8;

export class Recent {
  #key;

  /** @param {string} root the way to the root of the site: gardens that share a host do not share their searches */
  constructor(root) {
    this.#key = `hortus-recent:${new URL(root || ".", location.href).pathname}`;
  }

  /** @returns {string[]} the latest first */
  all() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
      return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
    } catch {
      return [];
    }
  }

  /** @param {string} text */
  add(text) {
    this.#write([text, ...this.all().filter((other) => other !== text)].slice(0, MOST));
  }

  /** @param {string} [text] without it, all are forgotten */
  forget(text) {
    this.#write(text === undefined ? [] : this.all().filter((other) => other !== text));
  }

  /** @param {string[]} texts */
  #write(texts) {
    try {
      if (texts.length) localStorage.setItem(this.#key, JSON.stringify(texts));
      else localStorage.removeItem(this.#key);
    } catch {
      // Nothing is kept.
    }
  }
}
