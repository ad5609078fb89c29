/** Which titles have room: those of the notes with most links come first, and none lies on another, nor on the edge. */

const HEIGHT = 16;
const GAP = 5;
const EDGE = 8;
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
  #width;
  #height;

  /** @param {number} [width] of the place, in which labels stay @param {number} [height] */
  constructor(width = Infinity, height = Infinity) {
    this.#width = width;
    this.#height = height;
  }

  /** A note is drawn there: no label is to lie on it. @param {number} x @param {number} y @param {number} radius */
  block(x, y, radius) {
    const half = radius * 0.8;
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
    const [aside, middle] = [radius + half, y - HEIGHT / 2];
    for (const [at, top] of [[x, y + radius + 2], [x, y - radius - 2 - HEIGHT], [x + aside, middle], [x - aside, middle]]) {
      /** @type {Box} */
      const box = [at - half, top, at + half, top + HEIGHT];
      const isOut = box[0] < EDGE || box[2] > this.#width - EDGE || top < EDGE || box[3] > this.#height - EDGE;
      if (isOut || this.#isTaken(box)) continue;
      this.#put(box);
      return { note, text, x: at, y: top };
    }
    return undefined;
  }

  /** @param {Box} box */
  #isTaken(box) {
    const isOn = (/** @type {Box} */ other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
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
