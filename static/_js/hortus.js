/** On every page: colours, the tree, the table of contents, pictures, previews, keys, formulas, and the door to the search. */

import { setUpBars } from "./bars.js";
import { setUpComments } from "./comments.js";
import { setUpCopy } from "./copy.js";
import { setUpDiagrams } from "./diagram.js";
import { setUpSearch } from "./door.js";
import { setUpFormulas } from "./formula.js";
import { setUpGlossary } from "./glossary.js";
import { setUpKeys } from "./keys.js";
import { setUpMentions } from "./mention.js";
import { setUpOffline } from "./offline.js";
import { setUpPreview } from "./preview.js";
import { setUpRows } from "./rows.js";
import { seen, setUpSeen } from "./seen.js";
import { setUpShare } from "./share.js";
import { setUpTake } from "./take.js";
import { setUpTabs } from "./tabs.js";
import { setUpTheme } from "./theme.js";
import { setUpToc } from "./toc.js";
import { setUpTree } from "./tree.js";
import { setUpZoom } from "./zoom.js";

function setUp() {
  setUpTheme(document);
  setUpToc(document);
  setUpTree(document);
  setUpCopy(document);
  setUpTabs(document);
  setUpDiagrams(document);
  setUpSearch(document);
  setUpZoom(document);
  setUpPreview(document);
  setUpGlossary(document, () => setUpPreview(document));
  setUpKeys(document);
  setUpShare(document);
  setUpTake(document);
  setUpComments(document);
  setUpMentions(document);
}

setUpSeen(document);
setUp();
setUpFormulas(document);
setUpOffline(document);
setUpBars();
setUpRows();
// Under `hortus serve` the page is changed in place after an edit.
addEventListener("hortus:updated", () => {
  setUp();
  seen(document); // by who wrote it
});
