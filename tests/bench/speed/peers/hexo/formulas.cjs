"use strict";

// Hexo takes plugins that are functions; this one is the default of its module.
module.exports = require("@vscode/markdown-it-katex").default;
