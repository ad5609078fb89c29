/** What `search/pack.py` writes, read: numbers, places of a word, and sorted lists of words. */

const DIGITS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  .filter((digit) => !'"\\,|'.includes(digit))
  .join("");
const HALF = DIGITS.length / 2;
const FAR = 14;
const CLASSES = 28;
const OFTEN = 3;

/** How many words a length class stands for. */
export const LENGTHS = Array.from({ length: CLASSES }, (_, at) => Math.round(2 ** (at / 2)));

/** Where a word stands: five numbers for each place. */
export const STEP = 5;

/**
 * The places of a word, by slot: slot of the passage, section in it, field, how often, length class of the field.
 * @param {string} text
 * @returns {number[]}
 */
export function readPlaces(text) {
  /** @type {number[]} */
  const places = [];
  let at = 0;
  let slot = -1;
  const digit = () => {
    // An index that another version of Hortus has made since the page was opened may be written otherwise.
    if (at >= text.length) throw new RangeError("places of a word that end too soon");
    return DIGITS.indexOf(text[at++]);
  };
  const number = () => {
    let [sum, weight, next] = [0, 1, digit()];
    for (; next >= HALF; next = digit()) {
      sum += (next - HALF) * weight;
      weight *= HALF;
    }
    return sum + next * weight;
  };
  while (at < text.length) {
    slot += number() + 1;
    for (let [section, before, isLast] = [-1, 0, false]; !isLast; ) {
      const head = digit();
      const field = (head >> 1) % 3;
      let gap = Math.floor(head / 6);
      if (gap === FAR) gap += number();
      section = gap + 1 + (field === before ? section : -1);
      before = field;
      isLast = head % 2 === 1;
      let code = digit();
      let more = 0;
      if (code === OFTEN * CLASSES) {
        more = number() + OFTEN;
        code = digit();
      }
      places.push(slot, section, field, Math.floor(code / CLASSES) + 1 + more, code % CLASSES);
    }
  }
  return places;
}

/**
 * Word → what stands after its comma, in order.
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function readList(text) {
  const list = new Map();
  let word = "";
  for (const item of text ? text.split(" ") : []) {
    const comma = item.indexOf(",");
    word = word.slice(0, DIGITS.indexOf(item[0])) + (comma < 0 ? item.slice(1) : item.slice(1, comma));
    list.set(word, comma < 0 ? "" : item.slice(comma + 1));
  }
  return list;
}
