"use strict";

const path = require("node:path");
const { default: katex } = require("@vscode/markdown-it-katex");
const highlight = require("@11ty/eleventy-plugin-syntaxhighlight");
const links = require("./links.cjs");

const LATEST = 20;
const LIST = `<h1>{{ title }}</h1>
<ul>
{% for note in notes %}<li><time>{{ note.date.toISOString().slice(0, 10) }}</time> <a href="{{ note.url }}">{{ note.data.title }}</a></li>
{% endfor %}</ul>`;
const FEED = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>http://localhost/</id>
{% for note in collections.latest %}<entry><title>{{ note.data.title }}</title><id>http://localhost{{ note.url }}</id>
<updated>{{ note.date.toISOString() }}</updated><content type="html">{{ note.content }}</content></entry>
{% endfor %}</feed>`;

module.exports = (eleventy) => {
  eleventy.addPlugin(highlight);
  eleventy.amendLibrary("md", (md) => md.use(katex, { output: "mathml", throwOnError: false }).use(links));
  eleventy.addGlobalData("layout", "note.njk");

  const notes = (api) => api.getFilteredByGlob("notes/**/*.md");
  eleventy.addCollection("notes", notes);
  eleventy.addCollection("latest", (api) => notes(api).slice(-LATEST).reverse());
  eleventy.addCollection("folders", (api) => {
    const folders = new Map();
    for (const note of notes(api)) {
      const name = path.dirname(note.page.filePathStem);
      if (!folders.has(name)) folders.set(name, []);
      folders.get(name).push(note);
    }
    return [...folders].map(([name, inside]) => ({ name, inside }));
  });

  const list = { layout: "base.njk" };
  eleventy.addTemplate("home.njk", LIST.replace("in notes", "in collections.latest"), {
    ...list, title: "Notes", permalink: "/index.html",
  });
  eleventy.addTemplate("folders.njk", LIST.replace("in notes", "in folder.inside").replace("title", "folder.name"), {
    ...list, permalink: "{{ folder.name }}/index.html",
    pagination: { data: "collections.folders", size: 1, alias: "folder" },
  });
  eleventy.addTemplate("tags.njk", LIST.replace("in notes", "in collections[tag]").replace("title", "tag"), {
    ...list, permalink: "/tags/{{ tag }}/index.html",
    pagination: { data: "collections", size: 1, alias: "tag", filter: ["all", "notes", "latest", "folders"] },
  });
  eleventy.addTemplate("feed.njk", FEED, { layout: false, permalink: "/feed.xml", eleventyExcludeFromCollections: true });

  return {
    dir: { input: "notes", includes: "../_includes", output: "public" },
    markdownTemplateEngine: false,
  };
};
