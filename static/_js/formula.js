/** Text that is copied holds its formulas as TeX, as they would be written in a note. */

/** A long formula is several `math` in one element. */
const FORMULA = ".formula, math:not(.formula math)";

/** @param {Document} page */
export function setUpFormulas(page) {
  page.addEventListener("copy", onCopy);
}

/** @param {ClipboardEvent} event */
function onCopy(event) {
  const selection = getSelection();
  if (!event.clipboardData || !selection?.rangeCount || selection.isCollapsed) return;
  const range = whole(selection.getRangeAt(0));
  const copied = range.cloneContents();
  const shown = holds(range) ?? copied.querySelector(FORMULA);
  if (!shown) return;
  const box = document.createElement("div");
  box.append(holds(range)?.cloneNode(true) ?? copied);
  event.clipboardData.setData("text/html", box.innerHTML);
  for (const button of box.querySelectorAll("button")) button.remove();
  for (const formula of box.querySelectorAll(FORMULA)) formula.replaceWith(written(formula));
  event.clipboardData.setData("text/plain", textOf(box));
  event.preventDefault();
}

/**
 * The range, grown so that no formula is cut.
 * @param {Range} selected
 */
function whole(selected) {
  const range = selected.cloneRange();
  const first = formulaAt(range.startContainer);
  const last = formulaAt(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  return range;
}

/** @param {Node} node */
function formulaAt(node) {
  return (node instanceof Element ? node : node.parentElement)?.closest(FORMULA) ?? null;
}

/**
 * The formula that is all of the range, if it is one.
 * @param {Range} range
 */
function holds(range) {
  const node = range.startContainer.childNodes[range.startOffset];
  return node instanceof Element && node.matches(FORMULA) && range.endOffset === range.startOffset + 1 ? node : null;
}

/** @param {Element} formula */
function written(formula) {
  const tex = formula.getAttribute("data-tex") ?? formula.textContent ?? "";
  return formula.getAttribute("display") === "block" ? `\n$$\n${tex}\n$$\n` : `$${tex}$`;
}

/**
 * The words as they would look on the page, in lines and paragraphs.
 * @param {HTMLElement} box
 */
function textOf(box) {
  box.style.cssText = "position:fixed;inset-inline-start:-100vw;white-space:pre-wrap";
  document.body.append(box);
  const text = box.innerText;
  box.remove();
  return text.replace(/\n{3,}/g, "\n\n").trim();
}
