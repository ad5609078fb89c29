/** Where notes stand before anything moves them: each folder a head of seeds, and the folders again so. */

const GAP = 13;
const APART = 1.5; // how much more room a folder takes than its notes
const TURN = Math.PI * (3 - Math.sqrt(5));

/**
 * x and y of each note.
 * @param {number[]} folderOf the folder of each
 * @returns {Float32Array}
 */
export function spiral(folderOf) {
  /** @type {Map<number, number[]>} */
  const folders = new Map();
  for (const [note, folder] of folderOf.entries()) {
    const notes = folders.get(folder);
    if (notes) notes.push(note);
    else folders.set(folder, [note]);
  }
  const places = new Float32Array(2 * folderOf.length);
  let before = 0;
  for (const [turn, notes] of [...folders.values()].entries()) {
    const far = folders.size > 1 ? GAP * APART * Math.sqrt(before + notes.length / 2) : 0;
    for (const [at, note] of notes.entries()) {
      const near = GAP * Math.sqrt(at + 0.5);
      places[2 * note] = far * Math.cos(turn * TURN) + near * Math.cos(at * TURN);
      places[2 * note + 1] = far * Math.sin(turn * TURN) + near * Math.sin(at * TURN);
    }
    before += notes.length;
  }
  return places;
}
