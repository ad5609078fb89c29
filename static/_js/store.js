/** The files of an index, read as they are wanted: the twin of `search/store.py`. */

import { readList, readPlaces, STEP } from "./pack.js";

/** @typedef {(path: string) => Promise<any>} Load path of a file in `search/` → what it registers */
/** @typedef {{ sections: number, lengths: number[], words: [string, string], spelling: [string, string], texts: string,
 *   whole: boolean, files: Record<string, string> }} Manifest */

/** Words with their places, spellings and texts. What is asked for without waiting must have been loaded. */
export class Store {
  /**
   * @param {Manifest} manifest
   * @param {Load} load
   */
  constructor(manifest, load) {
    this.sections = manifest.sections;
    this.average = manifest.lengths.map((total) => total / (manifest.sections || 1));
    this.manifest = manifest;
    this.fetch = load;
    this.words = new Cut("words", manifest.words);
    this.spelling = new Cut("spelling", manifest.spelling);
    /** @type {Map<number, Map<string, string>>} */
    this.shards = new Map();
    /** @type {Map<string, number[]>} */
    this.found = new Map();
  }

  /**
   * The shards that have these words, if any have.
   * @param {Iterable<string>} words
   */
  async load(words) {
    await Promise.all([...new Set(Array.from(words, (word) => this.words.find(word)))].map((number) => this.shard(number)));
  }

  /**
   * Where `word` stands, by slot: `STEP` numbers a place.
   * @param {string} word
   */
  places(word) {
    let places = this.found.get(word);
    if (!places) {
      places = readPlaces(this.shards.get(this.words.find(word))?.get(word) ?? "");
      this.found.set(word, places);
    }
    return places;
  }

  /**
   * In how many fields of sections `word` stands.
   * @param {string} word
   */
  count(word) {
    return this.places(word).length / STEP;
  }

  /**
   * The words that begin with `start`, in order; of so many shards at most.
   * @param {string} start
   * @param {number} [most]
   */
  async beginning(start, most = Infinity) {
    const first = this.words.find(start);
    const last = Math.min(this.words.find(`${start}\uffff`), first + most - 1);
    const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, at) => this.shard(first + at)));
    return shards.flatMap((shard) => [...shard.keys()].filter((word) => word.startsWith(start)));
  }

  /**
   * The words in the shard of `word`, which has been loaded.
   * @param {string} word
   */
  beside(word) {
    return [...(this.shards.get(this.words.find(word))?.keys() ?? [])];
  }

  /**
   * Whether both are, or would be, in one shard.
   * @param {string} word
   * @param {string} other
   */
  isBeside(word, other) {
    return this.words.find(word) === this.words.find(other);
  }

  /**
   * Words of the notes, among them all that begin with the two letters `start`.
   * @param {string} start
   */
  async spellings(start) {
    const number = this.spelling.find(start);
    return number < 0 ? [] : [...readList(await this.data(this.spelling.name(number))).keys()];
  }

  /** @returns {Promise<string[]>} */
  async everyWord() {
    const files = await Promise.all(this.spelling.starts.map((_, number) => this.data(this.spelling.name(number))));
    return files.flatMap((file) => [...readList(file).keys()]);
  }

  /**
   * What is known of the sections of a passage: path, title, folders, tags, aliases, sections.
   * @param {number} slot
   * @returns {Promise<[string, string, string[], string[], string[], [string, string, string][]]>}
   */
  async fragment(slot) {
    const path = `notes/${slot.toString(36)}.js`;
    const { whole, texts } = this.manifest;
    return whole ? (await this.fetch(`notes.js?v=${texts}`))[path] : this.fetch(`${path}?v=${texts}`);
  }

  /**
   * @param {number} number
   * @returns {Promise<Map<string, string>>}
   */
  async shard(number) {
    let shard = this.shards.get(number);
    if (!shard) {
      shard = number < 0 ? new Map() : readList(await this.data(this.words.name(number)));
      this.shards.set(number, shard);
    }
    return shard;
  }

  /**
   * @param {string} path
   * @returns {Promise<string>}
   */
  async data(path) {
    return this.manifest.files[path] ?? this.fetch(path);
  }
}

/** How a list of words is cut into files. */
class Cut {
  /**
   * @param {string} folder
   * @param {[string, string]} listed
   */
  constructor(folder, [starts, marks]) {
    this.folder = folder;
    this.starts = [...readList(starts).keys()];
    this.marks = marks;
  }

  /**
   * The number of the file that has `word` if any has; -1 when there is none.
   * @param {string} word
   */
  find(word) {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {number} number */
  name(number) {
    return `${this.folder}/${hash(this.starts[number]).toString(36)}-${this.marks.substr(number * 4, 4)}.js`;
  }
}

/**
 * FNV-1a over code points, 32 bits, as in `search/index.py`.
 * @param {string} text
 */
function hash(text) {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ /** @type {number} */ (character.codePointAt(0)), 0x01000193);
  return value >>> 0;
}
