/** The layout: links pull, notes push each other away, and all are drawn to the middle. The same graph comes to rest the same. */

import { forceLink, forceManyBody, forceX, forceY } from "d3-force";

/** @typedef {{ index: number, x: number, y: number, vx: number, vy: number, fx?: number, fy?: number }} Body */
/** @typedef {{ source: Body | number, target: Body | number }} Edge */
/** @typedef {{ edges: Int32Array, start: Float32Array, shape: number }} Given `shape` is the width of where it is drawn through its height */

const REST = 0.004;
const WARM = 0.25; // how much everything moves again when a note is taken elsewhere
const DRAG = 0.6; // what is left of a velocity after a step
const MIDDLE = 0.06; // how strongly all are drawn there
const WIDEST = 2;
const MANY = 1500; // notes, with which fewer and rougher steps must do

export class Forces {
  #heat = 1;
  #cooling;
  #forces;
  /** @type {Body[]} */
  #bodies;

  /** @param {Given} given */
  constructor({ edges, start, shape }) {
    const count = start.length / 2;
    this.#bodies = Array.from({ length: count }, (_, index) => ({ index, x: start[2 * index], y: start[2 * index + 1], vx: 0, vy: 0 }));
    /** @type {Edge[]} */
    const pairs = Array.from({ length: edges.length / 2 }, (_, at) => ({ source: edges[2 * at], target: edges[2 * at + 1] }));
    const degrees = new Int32Array(count);
    for (const end of edges) degrees[end] += 1;
    const wide = Math.min(WIDEST, Math.max(1 / WIDEST, shape));
    const isMany = count > MANY;
    this.#cooling = 1 - REST ** (1 / (isMany ? 160 : 260));
    const least = (/** @type {Edge} */ { source, target }) => Math.min(degrees[/** @type {Body} */ (source).index], degrees[/** @type {Body} */ (target).index]);
    /** @type {import("d3-force").Force<Body, Edge>[]} */
    this.#forces = [
      forceLink(pairs).distance((edge) => 26 + 7 * Math.sqrt(least(edge))).strength((edge) => 0.9 / least(edge)),
      forceManyBody().strength((body) => -32 - 5 * Math.sqrt(degrees[/** @type {Body} */ (body).index])).theta(isMany ? 1.1 : 0.9),
      forceX(0).strength(MIDDLE / wide),
      forceY(0).strength(MIDDLE * wide),
    ];
    const random = chance();
    for (const force of this.#forces) force.initialize?.(this.#bodies, random);
  }

  get isAtRest() {
    return this.#heat < REST;
  }

  /** One step, in pieces. */
  *step() {
    this.#heat -= this.#heat * this.#cooling;
    for (const force of this.#forces) {
      force(this.#heat);
      yield;
    }
    for (const body of this.#bodies) {
      body.x = body.fx ?? body.x + (body.vx *= DRAG);
      body.y = body.fy ?? body.y + (body.vy *= DRAG);
      if (body.fx !== undefined) body.vx = body.vy = 0;
    }
  }

  /**
   * Hold a note where it is taken to, and let the others follow.
   * @param {number} note
   * @param {number} x
   * @param {number} y
   */
  hold(note, x, y) {
    const body = this.#bodies[note];
    [body.fx, body.fy] = [x, y];
    this.#heat = Math.max(this.#heat, WARM);
  }

  /** @param {number} note */
  free(note) {
    const body = this.#bodies[note];
    body.fx = body.fy = undefined;
  }

  /** x and y of each note. */
  places() {
    const places = new Float32Array(2 * this.#bodies.length);
    for (const { index, x, y } of this.#bodies) {
      places[2 * index] = x;
      places[2 * index + 1] = y;
    }
    return places;
  }
}

/** Numbers between 0 and 1, the same each time: notes on one spot are parted by them. */
function chance() {
  let seed = 1;
  return () => (seed = (1664525 * seed + 1013904223) % 4294967296) / 4294967296;
}
