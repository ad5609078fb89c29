/** What is going on, in a line at the foot of the page's header, where no text of the note is; problems in a box of their own. */

import { count, LIVE } from "./say.js";

const SHORT = 150; // milliseconds: a build that takes no longer needs no word
const LONG = 1500; // … nor does a server that comes back
const SHOWN = 1600;

const STYLE = `
.live-state { position: fixed; z-index: 9; top: calc(var(--top, 3.5rem) - 1.15rem); inset-inline: 0; height: 1.1rem; display: flex; justify-content: center; pointer-events: none; font: 600 0.6875rem/1.1rem var(--sans, sans-serif); color: var(--ink-2, GrayText); }
.live-state:empty { display: none; }
.live-state > * { pointer-events: auto; padding: 0 0.7em; border: 0; border-radius: 1em; background: var(--paper-3, Canvas); color: inherit; font: inherit; white-space: nowrap; }
.live-state > button { position: relative; background: light-dark(#9a5a00, #e8b45c); color: light-dark(#fff, #14181a); cursor: pointer; }
.live-state > button.stopped { background: light-dark(#a8323a, #f0949a); }
.live-state > button::after { content: ""; position: absolute; inset: -0.1rem -1rem -0.7rem; }
.live-state > .fading { opacity: 0; transition: opacity 0.4s; }
.live-problems { position: fixed; z-index: 9; right: 1rem; bottom: 1rem; max-width: min(44rem, calc(100vw - 2rem)); max-height: 40vh; overflow: auto; box-sizing: border-box; padding: 0.7rem 2.5rem 0.7rem 1rem; border: 1px solid var(--rule, GrayText); border-left: 4px solid light-dark(#9a5a00, #e8b45c); border-radius: 8px; background: var(--paper, Canvas); color: var(--ink, CanvasText); box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 20%); font: 0.82rem/1.45 var(--sans, sans-serif); }
.live-problems[hidden] { display: none; }
.live-stopped { border-left-color: light-dark(#a8323a, #f0949a); }
.live-problems pre { margin: 0.4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.live-problems button { position: absolute; top: 0.1rem; right: 0.2rem; width: 2.2rem; height: 2.2rem; border: 0; background: none; color: inherit; font-size: 1.2rem; cursor: pointer; }
@media print { .live-state, .live-problems { display: none; } }
@media (prefers-reduced-motion: reduce) { .live-state > .fading { transition: none; } }`;

/** @typedef {"building" | "ready" | "stopped"} Phase */

const line = document.createElement("div");
line.className = "live-state";
line.dataset.live = "";
line.setAttribute("role", "status");

const style = document.createElement("style");
style.dataset.live = "";
style.textContent = STYLE;

const narrow = matchMedia("(max-width: 40rem)");

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** What is waited for, and whether the line says so by now. */
let awaited = "";
let isSaid = false;

/** The problems; the reader may have hidden them. @type {HTMLElement | undefined} */
let box;

export function setUpStatus() {
  if (!style.isConnected) document.head.append(style);
  if (!line.isConnected) document.body.append(line);
}

/**
 * @param {Phase} phase
 * @param {string[]} problems
 * @param {boolean} isNew whether the page shows something else than before
 */
export function showStatus(phase, problems, isNew) {
  if (phase === "building") return wait(LIVE.building, SHORT);
  showProblems(problems, phase === "stopped");
  if (problems.length) offerProblems(problems.length, phase === "stopped");
  else if (isNew || isSaid || line.querySelector("button")) say(LIVE.current, { fades: true });
  else clearTimeout(timer);
  [awaited, isSaid] = ["", false];
}

export function showLost() {
  wait(LIVE.lost, LONG);
}

/**
 * @param {string} text
 * @param {{ fades?: boolean }} [options]
 */
export function say(text, { fades = false } = {}) {
  const said = document.createElement("span");
  said.textContent = text;
  put(said);
  if (!fades) return;
  timer = setTimeout(() => {
    said.className = "fading";
    timer = setTimeout(() => said.remove(), 500);
  }, SHOWN);
}

/**
 * Say what is waited for, if it takes so many milliseconds.
 * @param {string} text
 * @param {number} after
 */
function wait(text, after) {
  if (awaited === text) return;
  awaited = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    say(text);
    isSaid = true;
  }, after);
}

/** @param {Element} said */
function put(said) {
  setUpStatus();
  clearTimeout(timer);
  line.replaceChildren(said);
}

/**
 * @param {number} number
 * @param {boolean} isStopped
 */
function offerProblems(number, isStopped) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = isStopped ? "stopped" : "";
  button.textContent = isStopped ? LIVE.stopped : count(LIVE.problems, number);
  button.onclick = () => box && (box.hidden = !box.hidden);
  put(button);
}

/**
 * @param {string[]} problems
 * @param {boolean} isStopped
 */
function showProblems(problems, isStopped) {
  const text = problems.join("\n");
  if (box?.querySelector("pre")?.textContent === text && box.matches(".live-stopped") === isStopped) return;
  box?.remove();
  box = undefined;
  if (!text) return;
  box = makeBox(isStopped ? LIVE.last_good : LIVE.problems_title, text, isStopped);
  box.hidden = narrow.matches;
  document.body.append(box);
}

/**
 * @param {string} title
 * @param {string} text
 * @param {boolean} isStopped
 */
function makeBox(title, text, isStopped) {
  const box = document.createElement("aside");
  box.dataset.live = "";
  box.className = isStopped ? "live-problems live-stopped" : "live-problems";
  box.setAttribute("aria-label", title);
  const name = document.createElement("strong");
  name.textContent = title;
  const list = document.createElement("pre");
  list.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", LIVE.hide);
  close.onclick = () => (box.hidden = true);
  box.append(name, close, list);
  return box;
}
