/** How far a word as typed is from a word of the index, which is a stem: the twin of `search/spelled.py`. */

const ENDINGS = [
  "",
  ...("s es e ed d ing er ers or ors y ies ied ion ions al ally ly ate ates ation ations ated ating ator ators able ible ance ence" +
    " ant ent ity ive ives ize izes ized izer izers izing ization ise ises ised iser isers ising isation ment ments ness ful ous ic" +
    " ical ism ist").split(" "),
];
const OF_Y = ["y", "ys", ...ENDINGS.map((ending) => `i${ending}`)];
const LONGEST = 8;

/**
 * Whether an ending that a stem may have lost begins so.
 * @param {string} letters
 */
export function isEnding(letters) {
  return ENDINGS.some((ending) => ending.startsWith(letters));
}

/**
 * How many letters are wrong, missing, too many or swapped with the next; `most` + 1 when there are more.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most) {
  const table = Math.abs(one.length - other.length) > most ? [] : rows(one, other, [first(one)], other, most);
  return table.length ? Math.min(/** @type {number} */ (table.at(-1)?.at(-1)), most + 1) : most + 1;
}

/**
 * The same, when `word` or a word with that stem was meant.
 * @param {string} typed
 * @param {string} word
 * @param {number} most
 */
export function misspelt(typed, word, most) {
  if (Math.abs(typed.length - word.length) > most + LONGEST) return most + 1;
  const root = word.endsWith("i") ? word.slice(0, -1) : word;
  const table = rows(typed, root, [first(typed)], root, most);
  let best = most + 1;
  for (const ending of !table.length ? [] : root === word ? ENDINGS : OF_Y) {
    if (Math.abs(root.length + ending.length - typed.length) < best) {
      const more = rows(typed, ending, table.slice(-2), root.slice(-1) + ending, best - 1);
      best = Math.min(best, more.at(-1)?.at(-1) ?? best);
    }
  }
  return best;
}

/** @param {string} typed */
function first(typed) {
  return Array.from({ length: typed.length + 1 }, (_, at) => at);
}

/**
 * Rows of the table of distances (optimal string alignment) for further `letters`; none when all are above `most`.
 * @param {string} typed
 * @param {string} letters
 * @param {number[][]} before the rows so far
 * @param {string} seen what is known of the word so far, ending in `letters`
 * @param {number} most
 */
function rows(typed, letters, before, seen, most) {
  const table = [...before];
  const offset = seen.length - letters.length;
  for (let number = 0; number < letters.length; number++) {
    const last = table[table.length - 1];
    const row = [last[0] + 1];
    let least = row[0];
    for (let at = 1; at <= typed.length; at++) {
      let cost = Math.min(last[at] + 1, row[at - 1] + 1, last[at - 1] + (letters[number] === typed[at - 1] ? 0 : 1));
      const isSwap = table.length > 1 && at > 1 && letters[number] === typed[at - 2];
      if (isSwap && seen[offset + number - 1] === typed[at - 1]) cost = Math.min(cost, table[table.length - 2][at - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return [];
    table.push(row);
  }
  return table;
}
