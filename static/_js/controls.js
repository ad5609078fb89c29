/** What stands above the graph: a field that finds a note, what is shown, how near, and whose the colours are. */

import { legend, press } from "./legend.js";
import { button, make } from "./make.js";
import { count, GRAPH } from "./say.js";

const MOST = 8; // notes that are offered

/** @typedef {{ text: string, folder: string, tag: number, isAloneShown: boolean }} Choice `folder` is a path, `tag` a number or -1 */
/**
 * @typedef {{ chosen(choice: Choice): void, visit(note: number): void, zoom(factor: number): void, whole(): void,
 *   say(text: string): void }} Acts
 */

/**
 * @param {import("./network.js").Network} network
 * @param {Acts} acts
 */
export function controls(network, acts) {
  const field = make("input", { type: "search", placeholder: GRAPH.find, "aria-label": GRAPH.find, autocomplete: "off", spellcheck: "false" });
  const offers = make("ul", { class: "graph-offers", hidden: "" });
  const folders = choices(GRAPH.all_folders, network.folders.map(([path], number) => /** @type {[string, string]} */ ([path, network.way(number)])).filter(([path]) => path));
  const tags = choices(GRAPH.all_tags, network.tags.map((tag, number) => [String(number), `#${tag}`]));
  const alone = make("input", { type: "checkbox" });
  alone.checked = true;

  const colours = legend(network, (folder) => {
    folders.value = folders.value === folder ? "" : folder;
    choose();
  });

  function choose() {
    const tag = tags.value === "" ? -1 : Number(tags.value);
    press(colours, folders.value);
    acts.chosen({ text: field.value.trim(), folder: folders.value, tag, isAloneShown: alone.checked });
  }
  for (const one of [folders, tags, alone]) one.onchange = choose;

  /** @param {number} note */
  function visit(note) {
    offers.hidden = true;
    acts.visit(note);
  }
  field.oninput = () => {
    const found = field.value.trim() ? named(network, field.value) : [];
    offers.replaceChildren(...found.slice(0, MOST).map((note) => make("li", {}, button("", network.titles[note], () => visit(note)))));
    offers.hidden = !found.length;
    choose();
    acts.say(field.value.trim() ? (found.length ? count(GRAPH.notes, found.length) : GRAPH.none) : "");
  };
  const finder = make("div", { class: "graph-find" }, field, offers);
  finder.onkeydown = (event) => {
    if (event.isComposing) return;
    const rows = [field, ...offers.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const [first] = field.value.trim() ? named(network, field.value) : [];
    if (step && !offers.hidden) rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(/** @type {any} */ (event.target)) + step))].focus();
    else if (event.key === "Enter" && event.target === field && first !== undefined) visit(first);
    else if (event.key === "Escape" && !offers.hidden) offers.hidden = true;
    else return;
    event.preventDefault();
  };
  finder.addEventListener("focusout", (event) => {
    if (!finder.contains(/** @type {Node | null} */ (event.relatedTarget))) offers.hidden = true;
  });

  const sign = (/** @type {string} */ shown, /** @type {string} */ label, /** @type {() => void} */ act) => {
    const made = button("", shown, act);
    made.setAttribute("aria-label", label);
    made.title = label;
    return made;
  };
  const zoom = make("div", { class: "graph-zoom" }, sign("−", GRAPH.farther, () => acts.zoom(1 / 1.4)), sign("+", GRAPH.closer, () => acts.zoom(1.4)), button("", GRAPH.whole, acts.whole));
  return make(
    "div",
    { class: "graph-controls" },
    finder,
    ...(network.folders.length > 2 ? [labelled(folders, GRAPH.folder)] : []),
    ...(network.tags.length ? [labelled(tags, GRAPH.tag)] : []),
    make("label", {}, alone, ` ${GRAPH.alone}`),
    zoom,
    ...(colours.hasChildNodes() ? [colours] : []),
  );
}

/**
 * The notes with `text` in their titles: those that begin so, then those with more links.
 * @param {import("./network.js").Network} network
 * @param {string} text
 */
export function named({ ranked, titles }, text) {
  const wanted = text.trim().toLowerCase();
  const found = ranked.filter((note) => titles[note].toLowerCase().includes(wanted));
  const rank = (/** @type {number} */ note) => {
    const title = titles[note].toLowerCase();
    return title === wanted ? 0 : title.startsWith(wanted) ? 1 : 2;
  };
  return found.sort((one, other) => rank(one) - rank(other));
}

/**
 * @param {string} all
 * @param {string[][]} options
 */
function choices(all, options) {
  return make("select", {}, make("option", { value: "" }, all), ...options.map(([value, text]) => make("option", { value }, text)));
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} label
 */
function labelled(select, label) {
  select.setAttribute("aria-label", label);
  return select;
}
