// static/_js → static/js: classic scripts, because a page from disk runs no others. static/_css → static/css: made shorter.
//
// Of Lunr come the modules that answer a question; those that build an index or change the words of a question stay out. What
// is rarely needed is a script of its own, more.js, and takes what search.js has already from there. esbuild bundles; terser
// makes the scripts a little shorter than it does, and they are what a reader waits for.

import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { minify } from "terser";

const LUNR = ["lunr", "utils", "field_ref", "set", "token", "vector", "stemmer", "match_data", "index", "query", "token_set", "token_set_builder"];
const PARSER = ["tokenizer", "query_parse_error", "query_lexer", "query_parser"];
// The stemmer registers itself with a pipeline, as one that an index is built with would have to know it.
const PIPELINE = "lunr.Pipeline = { registerFunction() {} };";
const { version } = JSON.parse(readFileSync("node_modules/lunr/package.json", "utf8"));
const LICENCE = `/*! lunr ${version}, https://lunrjs.com, copyright Oliver Nightingale, MIT licence */\n`;

const modules = (names) => names.map((name) => readFileSync(`node_modules/lunr/lib/${name}.js`, "utf8").replaceAll("/*!", "/*")).join("\n");
const lunr = { resolve: /^lunr$/, contents: () => `${LICENCE}${modules(LUNR).replace("lunr.stemmer =", `${PIPELINE}\nlunr.stemmer =`)}\nexport default lunr` };
const shared = {
  resolve: /^(?:lunr|\.\/(?:words|ways|query|spelled|marks|make)\.js)$/,
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

async function bundle(names, plugins = []) {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => `static/_js/${name}.js`),
    outdir: "static/js",
    bundle: true,
    minifySyntax: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "inline",
    logLevel: "warning",
    plugins,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await minify(text, { ecma: 2020, toplevel: true, compress: { passes: 3 }, format: { comments: /^!/ } });
    writeFileSync(path, code);
  }
}

const styles = { entryPoints: ["static/_css/hortus.css"], outdir: "static/css", minify: true, logLevel: "warning" };

mkdirSync("static/js", { recursive: true });
await Promise.all([build(styles), bundle(["hortus", "_live"]), bundle(["search"], [plugin(lunr)]), bundle(["more"], [plugin(shared)])]);
copyFileSync("node_modules/mermaid/dist/mermaid.min.js", "static/js/mermaid.js");
