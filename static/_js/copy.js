/** A button on each block of code that copies it. */

/** @param {ParentNode} page */
export function setUpCopy(page) {
  if (!navigator.clipboard) return;
  for (const block of page.querySelectorAll(".note .code")) {
    if (block.querySelector("button.copy")) continue;
    const button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = "Copy";
    button.onclick = () => copy(block, button);
    block.append(button);
  }
}

/**
 * @param {Element} block
 * @param {HTMLButtonElement} button
 */
async function copy(block, button) {
  const code = block.querySelector("code")?.textContent ?? "";
  try {
    await navigator.clipboard.writeText(code.replace(/\n$/, ""));
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => (button.textContent = "Copy"), 1600);
}
