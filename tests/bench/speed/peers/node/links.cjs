"use strict";

/**
 * Links between notes, as pages: `../b/note.md` on the page `a/note/` is `../../b/note/`.
 * @param {any} md
 */
module.exports = (md) => {
  const plain = md.renderer.rules.link_open ?? ((tokens, at, options, _, self) => self.renderToken(tokens, at, options));
  md.renderer.rules.link_open = (tokens, at, options, env, self) => {
    const href = tokens[at].attrGet("href");
    if (/^[^:]+\.md$/.test(href)) tokens[at].attrSet("href", `../${href.slice(0, -3)}/`);
    return plain(tokens, at, options, env, self);
  };
};
