/** Draws the graph piece by piece, so that nobody waits for all of it: lines, then notes by their colours, then titles. */

import { Room, write } from "./labels.js";

/**
 * `shown` is 0 for a note that is not drawn, 1 for one that is faint, 2 for any other.
 * @typedef {{ network: import("./network.js").Network, places: Float32Array, shown: Uint8Array, view: import("./view.js").View,
 *   frame?: import("./labels.js").Box, whole: number, colours: import("./shades.js").Colours }} Scene `frame` is what of the view
 *   is seen, `whole` the zoom at which all is
 */

const LINES = 400; // of a piece
const DOTS = 250;
const TITLES = 40;
const SMALL = 150; // notes that are all named when all is seen, where there is room
const NAMED = 16; // notes of more that are
const MOST_NAMED = 140;
const HUBS = 8; // notes with most links, that are named even where there is hardly room
const CLOSE = 1.9; // the zoom from which every note is named that has room

/** The radius of a note on the screen. @param {number} radius @param {number} zoom */
export function radiusAt(radius, zoom) {
  return radius * Math.max(0.3, Math.min(zoom, 3) ** 0.75);
}

const BLOCKING = 600; // of the notes with most links, on which no title is to lie

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function* paint(context, scene) {
  yield* lines(context, scene);
  yield* dots(context, scene);
  yield* titles(context, scene);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
function* lines(context, { network, places, shown, view, colours }) {
  const { edges } = network;
  const { width, height } = view;
  const many = Math.log10(Math.max(10, edges.length / 2));
  context.strokeStyle = colours.line;
  context.globalAlpha = Math.min(0.75, Math.max(0.16, 0.86 - 0.17 * many) + Math.max(0, Math.log2(view.zoom)) * 0.12);
  context.lineWidth = view.zoom < 0.5 ? 0.7 : 1;
  context.beginPath();
  let drawn = 0;
  for (let at = 0; at < edges.length; at += 2) {
    const [one, other] = [edges[at], edges[at + 1]];
    if (shown[one] !== 2 || shown[other] !== 2) continue;
    const [x, y] = view.toScreen(places[2 * one], places[2 * one + 1]);
    const [toX, toY] = view.toScreen(places[2 * other], places[2 * other + 1]);
    if ((x < 0 && toX < 0) || (y < 0 && toY < 0) || (x > width && toX > width) || (y > height && toY > height)) continue;
    context.moveTo(x, y);
    context.lineTo(toX, toY);
    if (++drawn % LINES) continue;
    context.stroke();
    context.beginPath();
    yield;
  }
  context.stroke();
  context.globalAlpha = 1;
  yield;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
function* dots(context, { network, places, shown, view, colours }) {
  const { count, radii, groupOf } = network;
  for (const [group, colour] of [colours.faint, ...colours.groups].entries()) {
    context.fillStyle = colour;
    context.beginPath();
    let drawn = 0;
    for (let note = 0; note < count; note++) {
      const own = shown[note] === 2 ? groupOf[note] + 1 : shown[note] - 1;
      if (own !== group) continue;
      const [x, y] = view.toScreen(places[2 * note], places[2 * note + 1]);
      const radius = radiusAt(radii[note], view.zoom);
      if (x < -radius || y < -radius || x > view.width + radius || y > view.height + radius) continue;
      if (radius < 1.3) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      else {
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
      if (++drawn % DOTS) continue;
      context.fill();
      context.beginPath();
      yield;
    }
    context.fill();
    yield;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
function* titles(context, { network, places, shown, view, frame, whole, colours }) {
  const most = network.count <= SMALL || view.zoom >= CLOSE ? MOST_NAMED : Math.min(MOST_NAMED, NAMED * Math.max(1, view.zoom / whole) ** 1.6);
  const room = new Room(frame);
  const where = (/** @type {number} */ note) => view.toScreen(places[2 * note], places[2 * note + 1]);
  const isSeen = (/** @type {number} */ note) => {
    const [x, y] = where(note);
    return shown[note] === 2 && x >= 0 && y >= 0 && x <= view.width && y <= view.height;
  };
  const block = (/** @type {number} */ note) => isSeen(note) && room.block(note, ...where(note), radiusAt(network.radii[note], view.zoom));
  context.font = colours.font;
  for (const note of network.ranked.slice(0, BLOCKING)) block(note);
  let [named, tried] = [0, 0];
  for (const note of network.ranked) {
    if (named >= most) break;
    if (!isSeen(note)) continue;
    if (!(++tried % TITLES)) yield;
    const label = room.take(context, note, network.titles[note], ...where(note), radiusAt(network.radii[note], view.zoom), tried <= HUBS);
    if (!label) continue;
    write(context, label, colours.text, colours.paper);
    named++;
  }
}
