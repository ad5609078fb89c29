// static/_js → static/js: classic scripts, because a page from disk runs no others.
//
// Of Lunr come the modules that answer a question; those that build an index stay out. What is rarely needed is a script of
// its own, more.js, and takes what search.js has already from there.

import { build } from "esbuild";
import { copyFileSync, readFileSync } from "node:fs";
import { basename } from "node:path";

const LUNR = ["lunr", "utils", "field_ref", "set", "token", "pipeline", "vector", "stemmer", "match_data", "index", "query", "token_set", "token_set_builder"];
const PARSER = ["tokenizer", "query_parse_error", "query_lexer", "query_parser"];
const { version } = JSON.parse(readFileSync("node_modules/lunr/package.json", "utf8"));
const LICENCE = `/*! lunr ${version}, https://lunrjs.com, copyright Oliver Nightingale, MIT licence */\n`;

const modules = (names) => names.map((name) => readFileSync(`node_modules/lunr/lib/${name}.js`, "utf8").replaceAll("/*!", "/*")).join("\n");
const lunr = { resolve: /^lunr$/, contents: () => `${LICENCE}${modules(LUNR)}\nexport default lunr` };
const shared = {
  resolve: /^(?:lunr|\.\/(?:words|plan|query|spelled|marks|make)\.js)$/,
  contents: (path) => {
    const given = `hortusSearch.shared[${JSON.stringify(basename(path, ".js"))}]`;
    return path === "lunr" ? `const lunr = ${given};\n${modules(PARSER)}\nmodule.exports = lunr` : `module.exports = ${given}`;
  },
};

const plugin = ({ resolve, contents }) => ({
  name: "parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: resolve }, ({ path }) => ({ path, namespace: "parts" }));
    onLoad({ filter: /.*/, namespace: "parts" }, ({ path }) => ({ contents: contents(path) }));
  },
});

const bundle = (names, plugins = []) =>
  build({
    entryPoints: names.map((name) => `static/_js/${name}.js`),
    outdir: "static/js",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "inline",
    logLevel: "warning",
    plugins,
  });

await Promise.all([bundle(["hortus", "_live"]), bundle(["search"], [plugin(lunr)]), bundle(["more"], [plugin(shared)])]);
copyFileSync("node_modules/mermaid/dist/mermaid.min.js", "static/js/mermaid.js");
