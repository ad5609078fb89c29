/** The page with the graph of all notes. It is the only one that loads this. */

import { Board } from "./board.js";
import { controls } from "./controls.js";
import { make } from "./make.js";
import { Network } from "./network.js";
import { quoted } from "./paths.js";
import { setUpPointing } from "./pointing.js";
import { count, fill, GRAPH } from "./say.js";
import { settle } from "./settling.js";
import { watchColours } from "./shades.js";
import { spiral } from "./spiral.js";
import { setUpWalking } from "./walking.js";

/** A zoom at which titles can be read. */
const READABLE = 1.1;

/** @type {any} */ (window).hortusGraph = (/** @type {import("./network.js").Told} */ told) => {
  const network = new Network(told);
  if (!network.count) return;
  const graph = build(network);
  const put = () => document.querySelector("#graph")?.replaceChildren(graph.element);
  put();
  graph.begin();
  addEventListener("hortus:updated", put);
};

/** @param {Network} network */
function build(network) {
  const canvas = make("canvas", { tabindex: "0", role: "application", "aria-label": GRAPH.name, "aria-describedby": "graph-keys" });
  const status = make("p", { class: "graph-status", role: "status" });
  const frame = make("div", { class: "graph-frame" }, canvas, status);
  const start = spiral(network.folderOf);
  let focused = -1;
  /** Whether the reader has moved the view: until then it shows all, or the note that was asked for. */
  let isTaken = false;
  let asked = -1;
  /** @type {Board} */
  let board;
  /** @type {import("./settling.js").Settling} */
  let settling;

  const say = (/** @type {string} */ text) => status.textContent === text || (status.textContent = text);
  const taken = () => void (isTaken = true);
  const open = (/** @type {number} */ note, /** @type {boolean} */ isApart) => {
    const address = quoted(network.paths[note]);
    if (isApart) window.open(address, "_blank", "noopener");
    else location.assign(address);
  };

  /** @param {number} note */
  function focus(note) {
    focused = note;
    board.light(note);
    say(note < 0 ? "" : told(network, note));
  }

  /** @param {number} note */
  function visit(note) {
    taken();
    focus(note);
    if (note < 0) return;
    const [x, y] = board.at(note);
    const { width, height } = board.view;
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40) board.visit(note);
  }

  function whole() {
    isTaken = false;
    asked = -1;
    board.fly(board.all());
  }

  const above = controls(network, {
    say,
    whole,
    visit(note) {
      taken();
      focus(note);
      canvas.focus({ preventScroll: true });
      board.visit(note);
    },
    zoom(factor) {
      taken();
      board.view.scale(factor);
      board.move();
    },
    chosen(choice) {
      board.sift(sieve(network, choice));
      if (board.lit >= 0 && board.shown[board.lit] !== 2) focus(-1);
    },
  });
  const element = make("section", { class: "graph", "aria-label": GRAPH.name }, above, frame, make("p", { id: "graph-keys", class: "graph-keys" }, GRAPH.keys));

  /** @param {import("./settle.js").Report} report */
  function moved({ places, isAtRest }) {
    board.place(places);
    if (!isTaken && asked < 0) Object.assign(board.view, pick(board.all()));
    else if (!isTaken) [board.view.x, board.view.y] = [places[2 * asked], places[2 * asked + 1]];
    frame.toggleAttribute("data-settled", isAtRest);
    if (isAtRest && status.textContent === GRAPH.laying) say("");
  }

  /** Have the note in the middle that the address names. While notes are on their way, it stays there. */
  function ask() {
    asked = network.paths.indexOf(named(location.hash));
    if (asked < 0) return;
    isTaken = false;
    focus(asked);
    if (frame.hasAttribute("data-settled")) return board.visit(asked);
    const [x, y] = [board.places[2 * asked], board.places[2 * asked + 1]];
    Object.assign(board.view, { x, y, zoom: READABLE });
    board.change();
  }

  return {
    element,
    begin() {
      board = new Board(canvas, network, start);
      new ResizeObserver(() => {
        board.resize();
        if (!isTaken && asked < 0) Object.assign(board.view, pick(board.all()));
      }).observe(canvas);
      watchColours(() => board.recolour());
      if (board.isCalm) say(GRAPH.laying);
      settling = settle({ edges: network.edges, start: start.slice(), shape: canvas.clientWidth / canvas.clientHeight, isAtOnce: board.isCalm }, moved);
      setUpPointing(board, {
        open,
        taken,
        light(note) {
          board.light(note < 0 ? focused : note);
          say(board.lit < 0 ? "" : told(network, board.lit));
        },
        hold(note, x, y) {
          [board.places[2 * note], board.places[2 * note + 1]] = [x, y];
          settling.hold(note, x, y);
          board.change();
        },
        free: (note) => settling.free(note),
      });
      setUpWalking(board, () => focused, { visit, open, taken, whole });
      canvas.onfocus = () => {
        board.hasFocus = canvas.matches(":focus-visible");
        if (board.hasFocus && focused < 0) focus(network.ranked.find((note) => board.shown[note] === 2) ?? -1);
        board.touch();
      };
      canvas.onblur = () => {
        board.hasFocus = false;
        board.touch();
      };
      addEventListener("hashchange", ask);
      board.resize();
      ask();
    },
  };
}

/** The path that the end of an address names. @param {string} hash */
function named(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

/** @param {import("./view.js").View} view */
function pick({ x, y, zoom }) {
  return { x, y, zoom };
}

/** A note in words. @param {Network} network @param {number} note */
function told(network, note) {
  const folder = network.folders[network.folderOf[note]][0] && network.way(network.folderOf[note]);
  const links = count(GRAPH.links, network.neighbours[note].length);
  return fill(folder ? GRAPH.in_folder : GRAPH.lit, { title: network.titles[note], folder, links });
}

/**
 * What is drawn of each note: those without links may be left out, those that are not looked for are faint.
 * @param {Network} network
 * @param {import("./controls.js").Choice} choice
 * @returns {(note: number) => 0 | 1 | 2}
 */
function sieve({ neighbours, titles, folders, folderOf, tagsOf, tags }, { text, folder, tag, isAloneShown }) {
  const wanted = text.toLowerCase();
  const own = tags[tag]?.toLowerCase();
  const isTagged = tags.map((name) => name.toLowerCase() === own || name.toLowerCase().startsWith(`${own}/`));
  return (note) => {
    if (!isAloneShown && !neighbours[note].length) return 0;
    const path = folders[folderOf[note]][0];
    const isIn = !folder || path === folder || path.startsWith(`${folder}/`);
    return isIn && (tag < 0 || tagsOf[note].some((one) => isTagged[one])) && titles[note].toLowerCase().includes(wanted) ? 2 : 1;
  };
}
