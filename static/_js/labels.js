/** Which titles have room: those of the notes with most links come first, and none lies on another, nor on the edge. */

const HEIGHT = 16;
const GAP = 5;
const EDGE = 8;
const ASIDE = 2; // of a note, that is kept free of the names of others
const LONGEST = 30; // characters
const CELL = 64;

/** @typedef {{ note: number, text: string, x: number, y: number }} Label `x` is its middle, `y` its upper edge */

/** A title as a label shows it. @param {string} title */
export function short(title) {
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1).trimEnd()}…` : title;
}

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */

export class Room {
  /** @type {Map<string, Box[]>} */
  #taken = new Map();
  #frame;

  /** @param {Box} [frame] what is seen: no label lies on its edge */
  constructor(frame = [-Infinity, -Infinity, Infinity, Infinity]) {
    this.#frame = frame;
  }

  /** A note is drawn there: no label of another is to lie on it, nor to seem its own. @param {number} x @param {number} y @param {number} radius */
  block(x, y, radius) {
    const half = radius + ASIDE;
    this.#put([x - half, y - half, x + half, y + half]);
  }

  /**
   * The label of the note at `x`, `y`, if there is room for it: below the note, or else above it, or beside it.
   * @param {CanvasRenderingContext2D} context
   * @param {number} note
   * @param {string} title
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @returns {Label | undefined}
   */
  take(context, note, title, x, y, radius) {
    const text = short(title);
    const half = context.measureText(text).width / 2 + GAP;
    const [aside, middle] = [radius + ASIDE + half, y - HEIGHT / 2];
    const [below, above] = [y + radius + ASIDE, y - radius - ASIDE - HEIGHT];
    const [right, left] = [x + half - radius, x - half + radius]; // from the edge of the note on
    const levels = [below, above].flatMap((top) => [[x, top], [right, top], [left, top]]);
    for (const [at, top] of [...levels, [x + aside, middle], [x - aside, middle]]) {
      /** @type {Box} */
      const box = [at - half, top, at + half, top + HEIGHT];
      if (this.#isCut(box) || this.#isTaken(box)) continue;
      this.#put(box);
      return { note, text, x: at, y: top };
    }
    return undefined;
  }

  /** Whether a part of it is seen, and not all. @param {Box} box */
  #isCut(box) {
    const [left, top, right, bottom] = this.#frame;
    const isWithin = box[0] > left + EDGE && box[1] > top + EDGE && box[2] < right - EDGE && box[3] < bottom - EDGE;
    return !isWithin && areOneOnOther(box, this.#frame);
  }

  /** @param {Box} box */
  #isTaken(box) {
    const isOn = (/** @type {Box} */ other) => areOneOnOther(box, other);
    return cellsOf(box).some((cell) => this.#taken.get(cell)?.some(isOn));
  }

  /** @param {Box} box */
  #put(box) {
    for (const cell of cellsOf(box)) {
      const known = this.#taken.get(cell);
      if (known) known.push(box);
      else this.#taken.set(cell, [box]);
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
