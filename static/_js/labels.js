/** Which titles have room: those of the notes with most links come first, and none lies on another. */

const HEIGHT = 16;
const GAP = 5;
const LONGEST = 30; // characters
const CELL = 64;

/** @typedef {{ note: number, text: string, x: number, y: number }} Label `x` is its middle, `y` its upper edge */

/** A title as a label shows it. @param {string} title */
export function short(title) {
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1).trimEnd()}…` : title;
}

export class Room {
  /** @type {Map<string, [left: number, top: number, right: number, bottom: number][]>} */
  #taken = new Map();

  /**
   * The label of the note at `x`, `y`, if there is room for it.
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
    const top = y + radius + 2;
    /** @type {[number, number, number, number]} */
    const box = [x - half, top, x + half, top + HEIGHT];
    const cells = [];
    for (let column = Math.floor(box[0] / CELL); column * CELL < box[2]; column++) {
      for (let row = Math.floor(top / CELL); row * CELL < box[3]; row++) cells.push(`${column} ${row}`);
    }
    const isTaken = cells.some((cell) => this.#taken.get(cell)?.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
    if (isTaken) return undefined;
    for (const cell of cells) this.#taken.set(cell, [...(this.#taken.get(cell) ?? []), box]);
    return { note, text, x, y: top };
  }
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
