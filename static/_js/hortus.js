/** On every page: colours, table of contents, copy buttons, formulas, tabs, diagrams, and the door to the search. */

import { setUpCopy } from "./copy.js";
import { setUpDiagrams } from "./diagram.js";
import { setUpSearch } from "./door.js";
import { setUpFormulas } from "./formula.js";
import { setUpTabs } from "./tabs.js";
import { setUpTheme } from "./theme.js";
import { setUpToc } from "./toc.js";
import { setUpTree } from "./tree.js";

function setUp() {
  setUpTheme(document);
  setUpToc(document);
  setUpTree(document);
  setUpCopy(document);
  setUpTabs(document);
  setUpDiagrams(document);
  setUpSearch(document);
}

setUp();
setUpFormulas(document);
// Under `hortus serve` the page is changed in place after an edit.
addEventListener("hortus:updated", setUp);
