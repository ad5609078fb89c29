/** A button on each block of code that copies it: as one would type it, without prompts, output and what was taken out. */

import { HORTUS } from "./say.js";

/** @param {ParentNode} page */
export function setUpCopy(page) {
  if (!navigator.clipboard) return;
  for (const block of page.querySelectorAll(".note .code")) {
    if (block.querySelector("button.copy")) continue;
    const button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = HORTUS.copy;
    button.onclick = () => copy(block, button);
    block.append(button);
  }
}

/**
 * @param {Element} block
 * @param {HTMLButtonElement} button
 */
async function copy(block, button) {
  const code = block.querySelector("code");
  try {
    await navigator.clipboard.writeText(code ? typed(code, block.matches(".session")) : "");
    button.textContent = HORTUS.copied;
  } catch {
    button.textContent = HORTUS.not_allowed;
  }
  setTimeout(() => (button.textContent = HORTUS.copy), 1600);
}

/**
 * The code without what its author did not type. In a session only lines with a prompt are typed, and those that go
 * on after a backslash.
 * @param {Element} code
 * @param {boolean} isSession
 */
function typed(code, isSession) {
  const lines = linesOf(code, isSession).filter(
    (line, number, all) => !isSession || line.isPrompted || (all[number - 1]?.text.endsWith("\\") && !line.isOutput),
  );
  return lines.map((line) => line.text).join("\n").replace(/\n+$/, "");
}

/**
 * @param {Element} code
 * @param {boolean} isSession
 * @returns {{ text: string, isPrompted: boolean, isOutput: boolean }[]}
 */
function linesOf(code, isSession) {
  const lines = [{ text: "", isPrompted: false, isOutput: false }];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const last = lines[lines.length - 1];
    if (node.parentElement?.closest("del")) continue;
    const isPrompt = isSession && node.parentElement?.closest(".gp");
    if (isPrompt) last.isPrompted = true;
    else if (node.parentElement?.closest(".go")) last.isOutput = true;
    const pieces = node.data.split("\n");
    if (!isPrompt) last.text += pieces[0];
    for (const text of pieces.slice(1)) lines.push({ text, isPrompted: false, isOutput: false });
  }
  return lines;
}
