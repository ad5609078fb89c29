/** The files of an index, read as they are wanted: the twin of `search/store.py`. */

import { readList, readPlaces, STEP } from "./pack.js";

/** @typedef {(path: string) => Promise<any>} Load path of a file in `search/` → what it registers */
/** @typedef {[packed: string, isCut: 0 | 1]} List */
/** @typedef {{ sections: number, lengths: number[], words: List, spelling: List, texts: string, whole: boolean,
 *   files: Record<string, string> }} Manifest */

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
    const data = (/** @type {string} */ path) => this.data(path);
    this.words = new Cut("words", manifest.words, data);
    this.spelling = new Cut("spelling", manifest.spelling, data);
    /** @type {Map<string, Map<string, string>>} */
    this.shards = new Map();
    /** @type {Map<string, string>} */
    this.shardOf = new Map();
    /** @type {Map<string, number[]>} */
    this.found = new Map();
    /** The slots whose texts are known to be those of this index. @type {Set<number>} */
    this.checked = new Set();
    /** @type {Map<string, string[]>} */
    this.spelled = new Map();
    /** What the words weigh in each of their places. @type {Map<string, Float64Array>} */
    this.weights = new Map();
  }

  /**
   * The shards that have these words, if any have.
   * @param {Iterable<string>} words
   */
  async load(words) {
    await Promise.all(
      Array.from(new Set(words), async (word) => {
        const [path = ""] = await this.words.between(word, word);
        this.shardOf.set(word, path);
        await this.shard(path);
      }),
    );
  }

  /**
   * Where `word` stands, by slot: `STEP` numbers a place.
   * @param {string} word
   */
  places(word) {
    let places = this.found.get(word);
    if (!places) {
      places = readPlaces(this.shards.get(this.shardOf.get(word) ?? "")?.get(word) ?? "");
      if (this.shardOf.has(word)) this.found.set(word, places);
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
   * The words that begin with `start`, in order; of so many shards at most. They are loaded.
   * @param {string} start
   * @param {number} [most]
   */
  async beginning(start, most) {
    const paths = (await this.words.between(start, `${start}\uffff`)).slice(0, most);
    const shards = await Promise.all(paths.map((path) => this.shard(path)));
    return shards.flatMap((shard, at) => this.known(shard, paths[at]).filter((word) => word.startsWith(start)));
  }

  /**
   * The words in the shard of `word`, which is loaded.
   * @param {string} word
   */
  beside(word) {
    const path = this.shardOf.get(word) ?? "";
    return this.known(this.shards.get(path) ?? new Map(), path);
  }

  /**
   * Whether both are, or would be, in one shard.
   * @param {string} word which is loaded
   * @param {string} other
   */
  async isBeside(word, other) {
    const [path = ""] = await this.words.between(other, other);
    this.shardOf.set(other, path);
    return this.shardOf.get(word) === path;
  }

  /**
   * Words of the notes, among them all that begin with the two letters `start`.
   * @param {string} start
   */
  async spellings(start) {
    return this.listed(await this.spelling.between(start, start));
  }

  async everyWord() {
    return this.listed(await this.spelling.between("", "\uffff"));
  }

  /** @param {string[]} paths */
  async listed(paths) {
    const files = await Promise.all(
      paths.map(async (path) => {
        const words = this.spelled.get(path) ?? [...readList(await this.data(path)).keys()];
        this.spelled.set(path, words);
        return words;
      }),
    );
    return files.flat();
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
   * The words of a shard that has just been read are known to be in it.
   * @param {Map<string, string>} shard
   * @param {string} path
   */
  known(shard, path) {
    const words = [...shard.keys()];
    for (const word of words) this.shardOf.set(word, path);
    return words;
  }

  /**
   * @param {string} path
   * @returns {Promise<Map<string, string>>}
   */
  async shard(path) {
    let shard = this.shards.get(path);
    if (!shard) {
      shard = path ? readList(await this.data(path)) : new Map();
      this.shards.set(path, shard);
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

/** How a list of words is cut into files; the list itself may be cut, and is then read as it is wanted. */
class Cut {
  /**
   * @param {string} folder
   * @param {List} listed
   * @param {(path: string) => Promise<string>} data
   */
  constructor(folder, [packed, isCut], data) {
    const [starts, marks] = packed.split(",");
    this.folder = folder;
    this.isCut = isCut;
    this.data = data;
    this.starts = marks ? [...readList(starts).keys()] : [];
    this.paths = this.starts.map(
      (start, at) => `${folder}/${isCut ? "list/" : ""}${hash(start).toString(36)}-${marks.slice(at * 4, at * 4 + 4)}.js`,
    );
    /** @type {Map<string, Cut>} */
    this.parts = new Map();
  }

  /**
   * The files that have what words there are from `first` to `last`, in order; one at least, if there is any.
   * @param {string} first
   * @param {string} last
   * @returns {Promise<string[]>}
   */
  async between(first, last) {
    const found = this.paths.slice(Math.max(this.after(first) - 1, 0), this.after(last));
    if (!this.isCut) return found;
    const parts = await Promise.all(found.map((path) => this.part(path)));
    return (await Promise.all(parts.map((part) => part.between(first, last)))).flat();
  }

  /** @param {string} path */
  async part(path) {
    let part = this.parts.get(path);
    if (!part) {
      part = new Cut(this.folder, [await this.data(path), 0], this.data);
      this.parts.set(path, part);
    }
    return part;
  }

  /**
   * How many files begin with `word` or before it.
   * @param {string} word
   */
  after(word) {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return low;
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
