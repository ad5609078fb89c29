/** What the search rarely needs: Lunr's own syntax, shorter questions, marks on a page, mentions of a note, what stands where no results do. Loaded when it is wanted. */

import { lunrGroups } from "./clauses.js";
import { markPage } from "./found.js";
import { mentions } from "./mentions.js";
import { shorter } from "./shorter.js";
import { help, nothing, start } from "./states.js";

/**
 * @typedef {{ lunrGroups: typeof lunrGroups, markPage: typeof markPage, mentions: typeof mentions, shorter: typeof shorter, help: typeof help,
 *   nothing: typeof nothing, start: typeof start }} More
 */

/** @type {any} */ (window).hortusSearch.more = { lunrGroups, markPage, mentions, shorter, help, nothing, start };
