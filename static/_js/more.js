/** What the search rarely needs: Lunr's own syntax, shorter questions, marks on a page. Loaded when it is wanted. */

import { lunrGroups } from "./clauses.js";
import { markPage } from "./found.js";
import { shorter } from "./shorter.js";

/** @typedef {{ lunrGroups: typeof lunrGroups, markPage: typeof markPage, shorter: typeof shorter }} More */

/** @type {any} */ (window).hortusSearch.more = { lunrGroups, markPage, shorter };
