/** Keys: from note to note along the links, and the view. */

const STEP = 80; // pixels
const CLOSER = 1.3;
/** @type {Record<string, [x: number, y: number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @typedef {{ visit(note: number): void, open(note: number, isApart: boolean): void, taken(): void, whole(): void }} Acts
 */

/**
 * @param {import("./board.js").Board} board
 * @param {() => number} current the note that has the focus, or -1
 * @param {Acts} acts
 */
export function setUpWalking(board, current, acts) {
  board.canvas.onkeydown = (event) => {
    if (event.altKey || ((event.ctrlKey || event.metaKey) && event.key !== "Enter")) return;
    const note = current();
    const way = WAYS[event.key];
    if (way && (event.shiftKey || note < 0)) {
      acts.taken();
      board.view.move(-way[0] * STEP, -way[1] * STEP);
      board.move();
    } else if (way) acts.visit(next(board, note, way));
    else if (event.key === "Enter" && note >= 0) acts.open(note, event.ctrlKey || event.metaKey);
    else if (event.key === "+" || event.key === "=") zoom(CLOSER);
    else if (event.key === "-" || event.key === "−") zoom(1 / CLOSER);
    else if (event.key === "0") acts.whole();
    else if (event.key === "Escape" && note >= 0) acts.visit(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {number} factor */
  function zoom(factor) {
    acts.taken();
    board.view.scale(factor);
    board.move();
  }
}

/**
 * The neighbour that lies that way; where there is none, any other note; else the same.
 * @param {import("./board.js").Board} board
 * @param {number} from
 * @param {[x: number, y: number]} way
 */
export function next({ network, shown, places }, from, [wayX, wayY]) {
  const find = (/** @type {Iterable<number>} */ notes) => {
    let [best, least] = [-1, Infinity];
    for (const note of notes) {
      if (note === from || shown[note] !== 2) continue;
      const x = places[2 * note] - places[2 * from];
      const y = places[2 * note + 1] - places[2 * from + 1];
      const ahead = x * wayX + y * wayY;
      const aside = Math.abs(x * wayY - y * wayX);
      if (ahead <= 0 || aside > 1.5 * ahead) continue;
      const far = ahead + 2 * aside;
      if (far < least) [best, least] = [note, far];
    }
    return best;
  };
  const neighbour = find(network.neighbours[from]);
  if (neighbour >= 0) return neighbour;
  const other = find(shown.keys());
  return other < 0 ? from : other;
}
