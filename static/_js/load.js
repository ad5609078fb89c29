/** The files of the index: scripts that register what they hold, because a page from disk may load nothing else. */

/**
 * What the door has made ready: `add` runs a script, `got` is what scripts have registered with `data`, `first` the
 * request for the index, `rest` the address of the script with what is rarely needed.
 * @typedef {{ add(src: string): Promise<void>, got: Record<string, unknown>, data(name: string, value: unknown): void,
 *   first?: Promise<void>, rest: string }} Scripts
 */

/** Until so many milliseconds after the last key nothing is requested that the next key may make needless. */
const PAUSE = 40;
const INDEX = "index.js";

/** A file that cannot be had. */
export class Missing extends Error {}

export class Files {
  #root;
  #scripts;
  #turn = 0;
  #last = -PAUSE;
  /** @type {Map<string, Promise<any>>} */
  #asked = new Map();

  /**
   * @param {string} root the way from this page to the root of the site
   * @param {Scripts} scripts
   */
  constructor(root, scripts) {
    this.#root = root;
    this.#scripts = scripts;
  }

  /** A key was pressed: what earlier ones have asked for and not requested yet is not wanted any more. */
  typed() {
    this.#turn += 1;
    this.#last = performance.now();
  }

  /**
   * What the file `name` holds. It is requested once, and again after an error.
   * @param {string} name may end in `?` and a version
   * @returns {Promise<any>}
   */
  load = async (name) => {
    const turn = this.#turn;
    const pause = name === INDEX || this.#asked.has(name) ? 0 : this.#last + PAUSE - performance.now();
    if (pause > 0) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (turn !== this.#turn) throw new DOMException("a newer search was begun", "AbortError");
    }
    const known = this.#asked.get(name);
    if (known) return known;
    const file = this.#request(name);
    this.#asked.set(name, file);
    file.catch(() => this.#asked.delete(name));
    return file;
  };

  /** Have the index anew, past every cache; the old one stays if that fails. */
  async renew() {
    const index = await this.#request(`${INDEX}?${Date.now()}`);
    this.#asked.set(INDEX, Promise.resolve(index));
  }

  /** @param {string} name */
  async #request(name) {
    const src = `${this.#root}search/${name}`;
    const { add, got, first } = this.#scripts;
    if (name === INDEX) this.#scripts.first = undefined;
    await ((name === INDEX && first) || add(src)).catch(() => add(src)).catch(() => {});
    const [registered] = name.split("?");
    const data = got[registered];
    delete got[registered];
    if (data === undefined) throw new Missing(name);
    return data;
  }
}
