/** Which part of the graph is seen: the place in the middle, and how many pixels of the screen one of the graph takes. */

const CLOSEST = 6;
const FARTHEST = 0.02;
const WHOLE = 2.4; // as close as all of a small garden is shown

export class View {
  x = 0;
  y = 0;
  zoom = 1;
  width = 1;
  height = 1;

  /** @param {number} x @param {number} y @returns {[number, number]} */
  toScreen(x, y) {
    return [(x - this.x) * this.zoom + this.width / 2, (y - this.y) * this.zoom + this.height / 2];
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  toGraph(x, y) {
    return [(x - this.width / 2) / this.zoom + this.x, (y - this.height / 2) / this.zoom + this.y];
  }

  /** @param {number} dx pixels of the screen @param {number} dy */
  move(dx, dy) {
    this.x -= dx / this.zoom;
    this.y -= dy / this.zoom;
  }

  /** What is at `x`, `y` of the screen stays there. @param {number} factor @param {number} [x] @param {number} [y] */
  scale(factor, x = this.width / 2, y = this.height / 2) {
    const [atX, atY] = this.toGraph(x, y);
    this.zoom = Math.min(CLOSEST, Math.max(FARTHEST, this.zoom * factor));
    const [nowX, nowY] = this.toScreen(atX, atY);
    this.move(x - nowX, y - nowY);
  }

  copy() {
    return Object.assign(new View(), this);
  }

  /**
   * The view that shows all of `places` for which `isShown` holds.
   * @param {Float32Array} places
   * @param {(note: number) => boolean} isShown
   */
  around(places, isShown) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let note = 0; 2 * note < places.length; note++) {
      if (!isShown(note)) continue;
      left = Math.min(left, places[2 * note]);
      right = Math.max(right, places[2 * note]);
      top = Math.min(top, places[2 * note + 1]);
      bottom = Math.max(bottom, places[2 * note + 1]);
    }
    const view = this.copy();
    if (left > right) return view;
    [view.x, view.y] = [(left + right) / 2, (top + bottom) / 2];
    const room = Math.min((view.width - Math.min(150, view.width / 6)) / (right - left + 1), (view.height - 80) / (bottom - top + 1));
    view.zoom = Math.min(WHOLE, Math.max(FARTHEST, room));
    return view;
  }
}
