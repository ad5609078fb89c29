/** Pointer, wheel and two fingers: move the view, zoom, light a note, take it elsewhere, open it. */

const CLICK = 5; // pixels that a hand trembles
const WHEEL = 0.0016;
const FINGER = 14; // pixels beside a note that a finger may hit

/**
 * @typedef {{ light(note: number): void, open(note: number, isApart: boolean): void, taken(): void,
 *   hold(note: number, x: number, y: number): void, free(note: number): void }} Acts `taken`: the reader has moved the view
 */

/**
 * @param {import("./board.js").Board} board
 * @param {Acts} acts
 */
export function setUpPointing(board, acts) {
  const { canvas, view } = board;
  /** Where the fingers are. @type {Map<number, [x: number, y: number]>} */
  const down = new Map();
  let held = -1;
  let way = 0;
  const where = (/** @type {MouseEvent} */ event) => /** @type {[number, number]} */ ([event.offsetX, event.offsetY]);
  const slack = (/** @type {PointerEvent} */ event) => (event.pointerType === "mouse" ? undefined : FINGER);

  canvas.onpointerdown = (event) => {
    if (event.button > 1) return;
    if (event.button === 1) event.preventDefault(); // The browser would scroll.
    canvas.setPointerCapture(event.pointerId);
    if (down.size) letGo();
    else [held, way] = [board.find(...where(event), slack(event)), 0];
    down.set(event.pointerId, where(event));
  };

  canvas.onpointermove = (event) => {
    const before = down.get(event.pointerId);
    if (!before) {
      const note = board.find(...where(event));
      canvas.style.cursor = note < 0 ? "grab" : "pointer";
      acts.light(note);
      return;
    }
    const [x, y] = where(event);
    down.set(event.pointerId, [x, y]);
    if (down.size === 2) return pinch(event.pointerId, before, [x, y]);
    way += Math.hypot(x - before[0], y - before[1]);
    if (way < CLICK) return;
    acts.taken();
    canvas.style.cursor = "grabbing";
    if (held < 0) {
      view.move(x - before[0], y - before[1]);
      board.move();
    } else acts.hold(held, ...view.toGraph(x, y));
  };

  canvas.onpointerup = (event) => {
    if (!down.delete(event.pointerId)) return;
    if (way < CLICK && !down.size) click(event);
    letGo();
  };
  canvas.onpointercancel = (event) => {
    down.delete(event.pointerId);
    letGo();
  };
  // A finger that is lifted has not gone elsewhere: what it has lit stays.
  canvas.onpointerleave = (event) => event.pointerType === "mouse" && !down.size && acts.light(-1);

  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode ? 16 : 1;
      acts.taken();
      view.scale(Math.exp(-event.deltaY * lines * WHEEL * (event.ctrlKey ? 6 : 1)), ...where(event));
      board.move();
      if (!down.size) acts.light(board.find(...where(event)));
    },
    { passive: false },
  );

  function letGo() {
    if (held >= 0 && way >= CLICK) acts.free(held);
    held = -1;
    canvas.style.cursor = "";
  }

  /** A finger lights a note first and opens it when it comes again: it has nothing to point with. @param {PointerEvent} event */
  function click(event) {
    const isFinger = event.pointerType !== "mouse";
    if (held >= 0 && (!isFinger || board.lit === held)) acts.open(held, event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1);
    else acts.light(held);
  }

  /**
   * @param {number} id
   * @param {[number, number]} before
   * @param {[number, number]} now
   */
  function pinch(id, before, now) {
    const other = [...down].find(([one]) => one !== id)?.[1] ?? now;
    way = Infinity;
    acts.taken();
    const apart = (/** @type {[number, number]} */ one) => Math.max(10, Math.hypot(one[0] - other[0], one[1] - other[1]));
    view.move((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    view.scale(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    board.move();
  }
}
