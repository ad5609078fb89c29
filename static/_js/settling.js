/** Has the layout computed: by a worker, or, where a page may have none, here in slices between two frames. */

import { Forces } from "./forces.js";

/** @typedef {{ hold(note: number, x: number, y: number): void, free(note: number): void }} Settling */
/** @typedef {(report: import("./settle.js").Report) => void} Told */

const SLICE = 8; // milliseconds

/**
 * @param {import("./settle.js").Begin} begin
 * @param {Told} told
 * @returns {Settling}
 */
export function settle(begin, told) {
  /** @type {Settling | undefined} */
  let slices;
  const here = () => (slices ??= inSlices(begin, told));
  try {
    const address = URL.createObjectURL(new Blob([/** @type {any} */ (globalThis).SETTLE], { type: "text/javascript" }));
    const worker = new Worker(address);
    const order = (/** @type {import("./settle.js").Order} */ message) => worker.postMessage(message);
    worker.onmessage = ({ data }) => told(data);
    worker.onerror = (event) => {
      event.preventDefault();
      here();
    };
    order({ begin });
    return {
      hold: (note, x, y) => (slices ? slices.hold(note, x, y) : order({ hold: [note, x, y] })),
      free: (note) => (slices ? slices.free(note) : order({ free: note })),
    };
  } catch {
    return here();
  }
}

/**
 * @param {import("./settle.js").Begin} begin
 * @param {Told} told
 * @returns {Settling}
 */
function inSlices(begin, told) {
  const forces = new Forces(begin);
  let step = forces.step();
  let isRunning = false;
  function slice() {
    const until = performance.now() + SLICE;
    let isMoved = false;
    while (!forces.isAtRest && performance.now() < until) {
      if (!step.next().done) continue;
      step = forces.step();
      isMoved = true;
    }
    isRunning = !forces.isAtRest;
    if (isRunning ? isMoved && !begin.isAtOnce : true) told({ places: forces.places(), isAtRest: !isRunning });
    if (isRunning) requestAnimationFrame(slice);
  }
  function wake() {
    if (!isRunning) requestAnimationFrame(slice);
    isRunning = true;
  }
  wake();
  return {
    hold(note, x, y) {
      forces.hold(note, x, y);
      wake();
    },
    free: (note) => forces.free(note),
  };
}
