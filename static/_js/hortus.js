/** On every page: colours, table of contents, copy buttons, and the door to the search. */

import { setUpCopy } from "./copy.js";
import { setUpSearch } from "./door.js";
import { setUpTheme } from "./theme.js";
import { setUpToc } from "./toc.js";

function setUp() {
  setUpTheme(document);
  setUpToc(document);
  setUpCopy(document);
  setUpSearch(document);
}

setUp();
// Under `hortus serve` the page is changed in place after an edit.
addEventListener("hortus:updated", setUp);
