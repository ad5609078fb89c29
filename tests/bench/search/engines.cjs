// Asks one engine in node: `node engines.cjs ENGINE < input`, where input is JSON
// { site, bundle, documents, queries, repeat }. Prints { answers, times, open }: for each query the places found, best
// first, and the milliseconds that each asking took (the first of them loads what the others find loaded).

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const LIMIT = 10;

/** Hortus: the bundle of its engine, over the search files of a built site. */
async function hortus({ site, bundle }) {
  const loaded = new Map(); // each file once, as a page loads its scripts
  const load = async (name) => {
    if (!loaded.has(name)) loaded.set(name, registered(path.join(site, "search"), name));
    return loaded.get(name);
  };
  const beside = (name) => require(path.join(path.dirname(bundle), name));
  const more = async () => ({ ...beside("clauses.js"), ...beside("shorter.js") });
  const engine = require(bundle).open(load, more);
  return async (text) => {
    const { hits } = await engine.search(text, { notes: LIMIT });
    return hits.map((hit) => [hit.path, hit.anchor]);
  };
}

/** What a file of the search hands over when it runs as a classic script. */
function registered(folder, asked) {
  const name = asked.split("?")[0];
  const file = [name, `${name}.js`].map((one) => path.join(folder, one)).find((one) => fs.existsSync(one));
  if (!file) throw new Error(`there is no search/${name}`);
  let found;
  const hortusSearch = { data: (_, value) => (found = value) };
  const scope = { hortusSearch, window: { hortusSearch } };
  vm.runInNewContext(fs.readFileSync(file, "utf8"), scope);
  return JSON.parse(JSON.stringify(found)); // as values of this realm
}

/** With the fields and options of VitePress. */
async function minisearch({ documents }) {
  const MiniSearch = require("minisearch");
  const index = new MiniSearch({
    fields: ["title", "titles", "text"],
    searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
  });
  index.addAll(documents.map((one, id) => ({ id, ...fields(one) })));
  return (text) => index.search(text).map(({ id }) => [documents[id].path, documents[id].anchor]);
}

/** As it comes. What its parser of queries cannot read is asked again as plain words. */
async function lunr({ documents }) {
  const index = require("lunr")(function () {
    this.ref("id");
    ["title", "titles", "text"].forEach((name) => this.field(name));
    documents.forEach((one, id) => this.add({ id: `s${id}`, ...fields(one) }));
  });
  const find = (text) => {
    try {
      return index.search(text);
    } catch {
      return index.search(text.replace(/[:~^*+-]/g, " "));
    }
  };
  return (text) =>
    find(text).map(({ ref }) => [documents[Number(ref.slice(1))].path, documents[Number(ref.slice(1))].anchor]);
}

function fields({ title, heading, above, text }) {
  return { title: heading || title, titles: heading ? `${title} ${above}` : above, text };
}

async function main() {
  const input = JSON.parse(fs.readFileSync(0, "utf8"));
  const started = performance.now();
  const search = await { hortus, minisearch, lunr }[process.argv[2]](input);
  const open = performance.now() - started;
  const answers = [];
  const times = [];
  for (const query of input.queries) {
    const taken = [];
    let found = [];
    for (let round = 0; round < input.repeat; round++) {
      const before = performance.now();
      found = await search(query);
      taken.push(performance.now() - before);
    }
    answers.push(found.slice(0, 60));
    times.push(taken);
  }
  process.stdout.write(JSON.stringify({ answers, times, open }));
}

void main();
