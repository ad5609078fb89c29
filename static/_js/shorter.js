/** A question that finds nothing → those without its quotes, or with one piece left out, that may find something. */

const MOST = 4;
const MOST_CHUNKS = 16;
const QUOTES = /^["\u201c\u201d]+|["\u201c\u201d]+$/g;

/**
 * @param {string[]} chunks the pieces of the question as typed
 * @returns {string[]}
 */
export function shorter(chunks) {
  if (chunks.length > MOST_CHUNKS) return [];
  const unquoted = chunks
    .filter((chunk) => /^["\u201c]/.test(chunk))
    .map((quoted) => chunks.map((chunk) => (chunk === quoted ? chunk.replace(QUOTES, "") : chunk)));
  const left = chunks.length > 1 ? chunks.map((_, left) => chunks.filter((_, at) => at !== left)) : [];
  return [...new Set([...unquoted, ...left].map((kept) => kept.join(" ")))].slice(0, MOST);
}
