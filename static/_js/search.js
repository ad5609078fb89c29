/** The search, loaded when it is first wanted. Its index is a script too, so that all of it works from disk. */

import { place } from "./dialog.js";
import { open } from "./engine.js";
import { Files, Missing } from "./load.js";

/** @type {import("./load.js").Scripts & { start?: typeof start }} */
const scripts = /** @type {any} */ (window).hortusSearch;

/** @param {string} root the way from this page to the root of the site */
function start(root) {
  const files = new Files(root, scripts);
  let engine = open(files.load);

  async function renew() {
    await files.renew();
    engine = open(files.load);
  }

  const search = place(root, async (text, options) => {
    files.typed();
    try {
      return await engine.search(text, options);
    } catch (error) {
      // A file that is gone belongs to an index that the site has replaced.
      if (!(error instanceof Missing) || error.message === "index.js" || options?.signal?.aborted) throw error;
      await renew();
      return engine.search(text, options);
    }
  });
  addEventListener("hortus:updated", () => void renew().catch(() => {}).then(search.renew));
  return search;
}

scripts.start = start;
