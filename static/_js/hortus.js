/** On every page: colours, table of contents, copy buttons, tabs, diagrams, and the door to the search. */

import { setUpCopy } from "./copy.js";
import { setUpDiagrams } from "./diagram.js";
import { setUpSearch } from "./door.js";
import { setUpTabs } from "./tabs.js";
import { setUpTheme } from "./theme.js";
import { setUpToc } from "./toc.js";

function setUp() {
  setUpTheme(document);
  setUpToc(document);
  setUpCopy(document);
  setUpTabs(document);
  setUpDiagrams(document);
  setUpSearch(document);
}

setUp();
// Under `hortus serve` the page is changed in place after an edit.
addEventListener("hortus:updated", setUp);
