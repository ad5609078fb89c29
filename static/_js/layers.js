/**
 * Two pictures of the graph, larger than what is seen: one is shown, moved and stretched as the reader moves, while the other is
 * drawn anew in slices. So moving costs the same however many notes there are.
 */

import { paint } from "./paint.js";
import { View } from "./view.js";

const MARGIN = 0.25; // of width and height, on each side
const SHARPEST = 2; // pixels of the screen for one of the page, at most

/** @typedef {{ canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, view: View }} Layer */

export class Layers {
  #front = blank();
  #back = blank();
  /** @type {Generator<void> | undefined} */
  #work;
  #isStale = true;
  #isFirst = true;

  /** What is shown is not what is to be shown any more. */
  spoil() {
    this.#isStale = true;
  }

  get isBusy() {
    return this.#isStale || this.#work !== undefined;
  }

  /**
   * Draw for so many milliseconds; whether another picture is shown now. The first is shown as it grows.
   * @param {number} slice
   * @param {import("./paint.js").Scene} scene
   */
  draw(slice, scene) {
    if (!this.#work) {
      if (!this.#isStale) return false;
      this.#isStale = false;
      const view = this.#clear(scene.view);
      const [left, top] = [(view.width - scene.view.width) / 2, (view.height - scene.view.height) / 2];
      const frame = /** @type {import("./labels.js").Box} */ ([left, top, view.width - left, view.height - top]);
      this.#work = paint(this.#back.context, { ...scene, shown: scene.shown.slice(), view, frame });
    }
    const until = performance.now() + slice;
    do {
      if (this.#work.next().done) {
        [this.#front, this.#back] = [this.#back, this.#front];
        this.#work = undefined;
        this.#isFirst = false;
        return true;
      }
      // Commands are carried out when somebody looks; only then is known how long they took.
      this.#back.context.getImageData(0, 0, 1, 1);
    } while (performance.now() < until);
    return this.#isFirst;
  }

  /** Make the picture in the back ready, and say what it is to show. @param {View} view */
  #clear(view) {
    const wide = view.copy();
    wide.width = Math.ceil(view.width * (1 + 2 * MARGIN));
    wide.height = Math.ceil(view.height * (1 + 2 * MARGIN));
    const ratio = Math.min(SHARPEST, devicePixelRatio || 1);
    const { canvas, context } = this.#back;
    const [width, height] = [Math.round(wide.width * ratio), Math.round(wide.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, wide.width, wide.height);
    this.#back.view = wide;
    return wide;
  }

  /** Show the picture in the front as it looks from `view`. @param {CanvasRenderingContext2D} context @param {View} view */
  show(context, view) {
    const { canvas, view: own } = this.#isFirst ? this.#back : this.#front;
    if (!canvas.width) return;
    const scale = view.zoom / own.zoom;
    let [x, y] = view.toScreen(own.x - own.width / 2 / own.zoom, own.y - own.height / 2 / own.zoom);
    const ratio = Math.min(SHARPEST, devicePixelRatio || 1);
    if (scale === 1) [x, y] = [Math.round(x * ratio) / ratio, Math.round(y * ratio) / ratio];
    context.imageSmoothingEnabled = scale !== 1;
    context.drawImage(canvas, x, y, own.width * scale, own.height * scale);
  }
}

/** @returns {Layer} */
function blank() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 0;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return { canvas, context, view: new View() };
}
