/** Which titles have room: those of the notes with most links come first, and none lies on another, nor on the edge. */

const HEIGHT = 16;
const GAP = 5;
const EDGE = 8;
const ASIDE = 2; // of a note, that its name keeps from it
const APART = 5; // and the names of others, which would seem its own
const COVERED = 1000; // is worse than to be near to any number
const LONGEST = 32; // characters
const STEPS = 8; // along a note, in which room is looked for
const CELL = 64;

/** @typedef {{ note: number, text: string, x: number, y: number }} Label `x` is its middle, `y` its upper edge */

/** A title as a label shows it. @param {string} title */
export function short(title) {
  if (title.length <= LONGEST) return title;
  const cut = title.slice(0, LONGEST);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(" "), 0));
  return `${(words.length > LONGEST / 2 ? words : cut.slice(0, -1)).replace(/[\s,.:;–-]+$/, "")}…`;
}

/**
 * Where a name that must be there may stand, too: all along the upper and lower edge of its note, and a little off them.
 * @param {[left: number, right: number]} edges
 * @param {[below: number, above: number]} levels
 */
function farther([left, right], [below, above]) {
  const along = Array.from({ length: STEPS + 1 }, (_, step) => left + ((right - left) * step) / STEPS);
  return [below, above, below + HEIGHT / 2, above - HEIGHT / 2].flatMap((top) => along.map((at) => [at, top]));
}

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */

export class Room {
  /** What is taken by which note: `dot` is the note itself, none for its name. @type {Map<string, { box: Box, note: number, dot?: Box }[]>} */
  #taken = new Map();
  #frame;

  /** @param {Box} [frame] what is seen: no label lies on its edge */
  constructor(frame = [-Infinity, -Infinity, Infinity, Infinity]) {
    this.#frame = frame;
  }

  /** A note is drawn there. @param {number} note @param {number} x @param {number} y @param {number} radius */
  block(note, x, y, radius) {
    const half = radius + APART;
    this.#put([x - half, y - half, x + half, y + half], note, [x - radius, y - radius, x + radius, y + radius]);
  }

  /**
   * The label of the note at `x`, `y`, if there is room for it: below the note, or else above it, or beside it. One that must be
   * named may come near to other notes, but cover none.
   * @param {CanvasRenderingContext2D} context
   * @param {number} note
   * @param {string} title
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {boolean} [isMust]
   * @returns {Label | undefined}
   */
  take(context, note, title, x, y, radius, isMust = false) {
    const text = short(title);
    const half = context.measureText(text).width / 2 + GAP;
    const [aside, middle] = [radius + ASIDE + half, y - HEIGHT / 2];
    const [below, above] = [y + radius + ASIDE, y - radius - ASIDE - HEIGHT];
    const [right, left] = [x + half - radius, x - half + radius]; // from the edge of the note on
    const levels = [below, above].flatMap((top) => [[x, top], [right, top], [left, top]]);
    const ways = [...levels, [x + aside, middle], [x - aside, middle], ...(isMust ? farther([left, right], [below, above]) : [])];
    /** @type {{ box: Box, covered: number } | undefined} */
    let best;
    for (const [at, top] of ways) {
      /** @type {Box} */
      const box = [at - half, top, at + half, top + HEIGHT];
      if (this.#isCut(box)) continue;
      const covered = this.#covered(box, note);
      if (covered < (best?.covered ?? (isMust ? COVERED : 1))) best = { box, covered };
      if (!covered) break;
    }
    if (!best) return undefined;
    this.#put(best.box, note);
    return { note, text, x: best.box[0] + half, y: best.box[1] };
  }

  /** Whether a part of it is seen, and not all. @param {Box} box */
  #isCut(box) {
    const [left, top, right, bottom] = this.#frame;
    const isWithin = box[0] > left + EDGE && box[1] > top + EDGE && box[2] < right - EDGE && box[3] < bottom - EDGE;
    return !isWithin && areOneOnOther(box, this.#frame);
  }

  /** How bad it is: other notes that are near, and those below it; more than all there are when a name is. @param {Box} box @param {number} note */
  #covered(box, note) {
    /** @type {Map<number, number>} */
    const near = new Map();
    for (const cell of cellsOf(box)) {
      for (const other of this.#taken.get(cell) ?? []) {
        if (other.note === note || !areOneOnOther(box, other.box)) continue;
        if (!other.dot) return Infinity;
        near.set(other.note, areOneOnOther(box, other.dot) ? COVERED : 1);
      }
    }
    return [...near.values()].reduce((sum, cost) => sum + cost, 0);
  }

  /** @param {Box} box @param {number} note @param {Box} [dot] */
  #put(box, note, dot) {
    for (const cell of cellsOf(box)) {
      const known = this.#taken.get(cell);
      if (known) known.push({ box, note, dot });
      else this.#taken.set(cell, [{ box, note, dot }]);
    }
  }
}

/** @param {Box} one @param {Box} other */
function areOneOnOther(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** @param {Box} box */
function cellsOf([left, top, right, bottom]) {
  const cells = [];
  for (let column = Math.floor(left / CELL); column * CELL < right; column++) {
    for (let row = Math.floor(top / CELL); row * CELL < bottom; row++) cells.push(`${column} ${row}`);
  }
  return cells;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Label} label
 * @param {string} ink
 * @param {string} paper
 */
export function write(context, { text, x, y }, ink, paper) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = paper;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
