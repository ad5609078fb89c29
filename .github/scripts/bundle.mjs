// static/_js → static/js: classic scripts, because a page from disk runs no others. static/_css → static/css: one, made shorter.
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

const D3 = ["d3-force", "d3-quadtree"];
const named = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version}`;

const modules = (names) => names.map((name) => readFileSync(`node_modules/lunr/lib/${name}.js`, "utf8").replaceAll("/*!", "/*")).join("\n");
const lunr = { resolve: /^lunr$/, contents: () => `${LICENCE}${modules(LUNR).replace("lunr.stemmer =", `${PIPELINE}\nlunr.stemmer =`)}\nexport default lunr` };
const shared = {
  resolve: /^(?:lunr|\.\/(?:words|ways|query|spelled|marks|make|legible)\.js)$/,
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

/** The script of each module with all that it imports, by where it goes. `given` are texts that the modules name. */
async function scripts(names, plugins = [], given = {}, banner = "") {
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
    define: given,
    banner: { js: banner },
  });
  return Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const { code } = await minify(text, { ecma: 2020, toplevel: true, compress: { passes: 3 }, format: { comments: /^!/ } });
      return { path, code: String(code) };
    }),
  );
}

async function bundle(names, plugins = [], given = {}, banner = "") {
  for (const { path, code } of await scripts(names, plugins, given, banner)) writeFileSync(path, code);
}

/** The graph computes its layout in a worker, which a page from disk can only start from a text that it holds. */
async function bundleGraph() {
  const [{ code }] = await scripts(["settle"]);
  await bundle(["graph"], [], { "globalThis.SETTLE": JSON.stringify(code) }, `/*! ${D3.map(named).join(", ")}, https://d3js.org, copyright Mike Bostock, ISC licence */`);
}

const styles = { entryPoints: ["static/_css/hortus.css"], outdir: "static/css", bundle: true, minify: true, logLevel: "warning" };

mkdirSync("static/js", { recursive: true });
await Promise.all([build(styles), bundle(["hortus", "_live", "_worker"]), bundle(["search"], [plugin(lunr)]), bundle(["more"], [plugin(shared)]), bundleGraph()]);
copyFileSync("node_modules/mermaid/dist/mermaid.min.js", "static/js/mermaid.js");
