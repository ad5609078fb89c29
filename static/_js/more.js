/** What the search rarely needs: Lunr's own syntax, shorter questions, marks on a page, what stands where no results do. Loaded when it is wanted. */

import { lunrGroups } from "./clauses.js";
import { markPage } from "./found.js";
import { shorter } from "./shorter.js";
import { help, nothing, start } from "./states.js";

/**
 * @typedef {{ lunrGroups: typeof lunrGroups, markPage: typeof markPage, shorter: typeof shorter, help: typeof help,
 *   nothing: typeof nothing, start: typeof start }} More
 */

/** @type {any} */ (window).hortusSearch.more = { lunrGroups, markPage, shorter, help, nothing, start };
