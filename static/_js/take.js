/** Take the note home: its text as Markdown, on the clipboard. */

const SHOWN = 2000; // milliseconds

/** @param {ParentNode} page */
export function setUpTake(page) {
  const button = page.querySelector("button.take");
  if (!(button instanceof HTMLButtonElement) || !location.protocol.startsWith("http") || !navigator.clipboard) return;
  const label = button.textContent ?? "";
  button.hidden = false;
  button.onclick = async () => {
    const { from = "", done = "", failed = "" } = button.dataset;
    button.textContent = (await take(from)) ? done : failed;
    setTimeout(() => (button.textContent = label), SHOWN);
  };
}

/**
 * The text is given as a promise: some browsers let a page write only right after a click.
 * @param {string} from
 */
async function take(from) {
  const text = fetch(from).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return new Blob([await answer.text()], { type: "text/plain" });
  });
  try {
    await Promise.all([text, navigator.clipboard.write([new ClipboardItem({ "text/plain": text })])]);
    return true;
  } catch {
    return false;
  }
}
