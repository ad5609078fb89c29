/** The layout in a worker of its own. It is told the graph, and then what the reader holds; it tells where the notes are. */

import { Forces } from "./forces.js";

/** @typedef {import("./forces.js").Given & { isAtOnce: boolean }} Begin */
/** @typedef {{ begin: Begin } | { hold: [note: number, x: number, y: number] } | { free: number }} Order */
/** @typedef {{ places: Float32Array, isAtRest: boolean }} Report */

const TURN = 30; // milliseconds of work before it looks for orders

/** @type {Forces | undefined} */
let forces;
let isAtOnce = false;
let isRunning = false;

function run() {
  if (!forces) return;
  const until = performance.now() + TURN;
  while (!forces.isAtRest && performance.now() < until) for (const _ of forces.step());
  isRunning = !forces.isAtRest;
  if (!isAtOnce || !isRunning) {
    const places = forces.places();
    postMessage(/** @type {Report} */ ({ places, isAtRest: !isRunning }), { transfer: [places.buffer] });
  }
  if (isRunning) setTimeout(run);
}

/** @param {MessageEvent<Order>} event */
onmessage = ({ data }) => {
  if ("begin" in data) {
    forces = new Forces(data.begin);
    isAtOnce = data.begin.isAtOnce;
  } else if ("hold" in data) forces?.hold(...data.hold);
  else forces?.free(data.free);
  if (!isRunning) {
    isRunning = true;
    run();
  }
};
