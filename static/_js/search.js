/** The search, loaded when it is first wanted. Its index is a script too, so that all of it works from disk. */

import { place } from "./dialog.js";
import lunr from "lunr";
import { open } from "./engine.js";
import * as legible from "./legible.js";
import { Files, Missing } from "./load.js";
import * as make from "./make.js";
import * as marks from "./marks.js";
import * as query from "./query.js";
import * as spelled from "./spelled.js";
import * as ways from "./ways.js";
import * as words from "./words.js";

/** @type {import("./load.js").Scripts & { start?: typeof start, shared?: object, more?: import("./more.js").More }} */
const scripts = /** @type {any} */ (window).hortusSearch;
scripts.shared = { legible, lunr, make, marks, query, spelled, ways, words };

/** What is rarely needed. */
async function more() {
  if (!scripts.more) await scripts.add(scripts.rest);
  return /** @type {import("./more.js").More} */ (scripts.more);
}

/** @param {string} root the way from this page to the root of the site */
function start(root) {
  const files = new Files(root, scripts);
  let engine = open(files.load, more);

  async function renew() {
    await files.renew();
    engine = open(files.load, more);
  }

  const search = place(root, more, async (text, options) => {
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
  // One after the other: what is asked for last must be what is kept.
  let renewing = Promise.resolve();
  addEventListener("hortus:indexed", () => {
    renewing = renewing.then(renew).catch(() => {}).then(search.renew);
  });
  return search;
}

scripts.start = start;
