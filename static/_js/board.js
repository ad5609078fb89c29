/** The canvas: what is on it, which note is lit, and where the reader looks. Frames are painted only when something changes. */

import { quadtree } from "d3-quadtree";
import { Room, short, write } from "./labels.js";
import { Layers } from "./layers.js";
import { radiusAt } from "./paint.js";
import { readColours } from "./shades.js";
import { View } from "./view.js";

const SLICE = 7; // milliseconds of a frame for drawing what is not seen yet
const BUSY = 3; // and while the reader moves
const MOVING = 90; // milliseconds after the last movement
const FLIGHT = 450;
const NEAR = 7; // pixels beside a note that are still its
const NAMED = 60; // neighbours that are named, at most

export class Board {
  view = new View();
  lit = -1;
  hasFocus = false;
  /** @type {Uint8Array} */
  shown;
  #layers = new Layers();
  #frame = 0;
  #moved = -Infinity;
  #isOld = true;
  #whole = 1;
  /** @type {((time: number) => boolean) | undefined} */
  #flight;
  /** @type {import("d3-quadtree").Quadtree<number> | undefined} */
  #tree;
  #context;
  #colours;
  #calm = matchMedia("(prefers-reduced-motion: reduce)");

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./network.js").Network} network
   * @param {Float32Array} places
   */
  constructor(canvas, network, places) {
    this.canvas = canvas;
    this.network = network;
    this.places = places;
    this.shown = new Uint8Array(network.count).fill(2);
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.#colours = readColours(canvas.parentElement ?? canvas, network.groups.length);
  }

  get isCalm() {
    return this.#calm.matches;
  }

  /** The canvas has another size. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(this.view, { width, height });
    this.change();
  }

  recolour() {
    this.#colours = readColours(this.canvas.parentElement ?? this.canvas, this.network.groups.length);
    this.change();
  }

  /** @param {Float32Array} places */
  place(places) {
    this.places = places;
    this.#tree = undefined;
    this.change();
  }

  /** Notes stand elsewhere, or others are shown. */
  change() {
    this.#layers.spoil();
    this.#whole = this.all().zoom;
    this.touch();
  }

  /** Something is to be painted. */
  touch() {
    this.#isOld = true;
    this.#frame ||= requestAnimationFrame((time) => this.#paint(time));
  }

  /** The reader has moved. */
  move() {
    this.#moved = performance.now();
    this.#flight = undefined;
    this.#layers.spoil();
    this.touch();
  }

  /** The view of all that is shown. */
  all() {
    return this.view.around(this.places, (note) => this.shown[note] === 2);
  }

  /** @param {number} note @returns {[number, number]} */
  at(note) {
    return this.view.toScreen(this.places[2 * note], this.places[2 * note + 1]);
  }

  /** The note at a point of the canvas, or -1. @param {number} x @param {number} y @param {number} [slack] */
  find(x, y, slack = NEAR) {
    this.#tree ??= quadtree(
      [...this.shown.keys()].filter((note) => this.shown[note] === 2),
      (note) => this.places[2 * note],
      (note) => this.places[2 * note + 1],
    );
    const [atX, atY] = this.view.toGraph(x, y);
    const found = this.#tree.find(atX, atY, (20 + slack) / this.view.zoom) ?? -1;
    if (found < 0) return -1;
    const [foundX, foundY] = this.at(found);
    return Math.hypot(foundX - x, foundY - y) <= radiusAt(this.network.radii[found], this.view.zoom) + slack ? found : -1;
  }

  /** Show others. @param {(note: number) => 0 | 1 | 2} decide */
  sift(decide) {
    this.shown = this.shown.map((_, note) => decide(note));
    this.#tree = undefined;
    this.change();
  }

  /** @param {number} note */
  light(note) {
    if (note === this.lit) return;
    this.lit = note;
    this.touch();
  }

  /** Go to another view, on a way that can be followed. @param {View} view */
  fly(view) {
    const [from, to] = [this.view.copy(), view];
    const start = performance.now();
    const step = (/** @type {number} */ time) => {
      const part = this.isCalm ? 1 : Math.min(1, Math.max(0, (time - start) / FLIGHT));
      const eased = part * part * (3 - 2 * part);
      for (const name of /** @type {const} */ (["x", "y"])) this.view[name] = from[name] + (to[name] - from[name]) * eased;
      this.view.zoom = from.zoom * (to.zoom / from.zoom) ** eased;
      this.#layers.spoil();
      return part < 1;
    };
    this.#flight = step;
    this.touch();
  }

  /** Have a note in the middle, near enough to read what is around it. @param {number} note */
  visit(note) {
    const view = this.view.copy();
    view.zoom = Math.max(view.zoom, 1.1);
    [view.x, view.y] = [this.places[2 * note], this.places[2 * note + 1]];
    this.fly(view);
  }

  /** @param {number} time */
  #paint(time) {
    this.#frame = 0;
    if (this.#flight) {
      this.#isOld = true;
      if (!this.#flight(time)) this.#flight = undefined;
    }
    const isMoving = this.#flight !== undefined || performance.now() - this.#moved < MOVING;
    const { network, places, shown, view } = this;
    const scene = { network, places, shown, view, whole: this.#whole, colours: this.#colours };
    if (this.#layers.draw(isMoving ? BUSY : SLICE, scene)) this.#isOld = true;
    if (this.#isOld) this.#show();
    this.#isOld = false;
    if (this.#flight || this.#layers.isBusy) this.#frame ||= requestAnimationFrame((next) => this.#paint(next));
  }

  #show() {
    const context = this.#context;
    context.clearRect(0, 0, this.view.width, this.view.height);
    context.globalAlpha = this.lit < 0 ? 1 : 0.22;
    this.#layers.show(context, this.view);
    context.globalAlpha = 1;
    if (this.lit >= 0) this.#highlight(context, this.lit);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} lit */
  #highlight(context, lit) {
    const { network, view } = this;
    const near = network.neighbours[lit].filter((note) => this.shown[note] === 2);
    const [x, y] = this.at(lit);
    context.strokeStyle = this.#colours.accent;
    context.lineWidth = near.length > 200 ? 0.6 : 1.2;
    context.globalAlpha = 0.7;
    context.beginPath();
    for (const note of near) {
      context.moveTo(x, y);
      context.lineTo(...this.at(note));
    }
    context.stroke();
    context.globalAlpha = 1;
    for (const note of [...near, lit]) this.#dot(context, note);
    context.beginPath();
    context.arc(x, y, radiusAt(network.radii[lit], view.zoom) + 3, 0, 2 * Math.PI);
    context.lineWidth = this.hasFocus ? 2.5 : 1.2;
    context.stroke();
    this.#name(context, lit, near);
  }

  /** @param {CanvasRenderingContext2D} context @param {number} note */
  #dot(context, note) {
    const [x, y] = this.at(note);
    context.fillStyle = this.#colours.groups[this.network.groupOf[note]];
    context.beginPath();
    context.arc(x, y, Math.max(2, radiusAt(this.network.radii[note], this.view.zoom)), 0, 2 * Math.PI);
    context.fill();
  }

  /** @param {CanvasRenderingContext2D} context @param {number} lit @param {number[]} near */
  #name(context, lit, near) {
    const { network, view } = this;
    const room = new Room();
    for (const note of [...near, lit]) room.block(note, ...this.at(note), radiusAt(network.radii[note], view.zoom));
    context.font = this.#colours.font.replace("500 12px", "650 14px");
    const [x, y] = this.at(lit);
    const own = room.take(context, lit, network.titles[lit], x, y, radiusAt(network.radii[lit], view.zoom) + 4);
    if (own) write(context, { ...own, text: short(own.text) }, this.#colours.ink, this.#colours.paper);
    context.font = this.#colours.font;
    let named = 0;
    for (const note of near) {
      const [atX, atY] = this.at(note);
      if (atX < 0 || atY < 0 || atX > view.width || atY > view.height) continue;
      const label = room.take(context, note, network.titles[note], atX, atY, radiusAt(network.radii[note], view.zoom));
      if (label) write(context, label, this.#colours.ink, this.#colours.paper);
      if (label && ++named >= NAMED) break;
    }
  }
}
