/**
 * Diagrams: Mermaid is loaded when the reader comes near one, and draws it once for light and once for dark pages, so that
 * a change of colours, or paper, needs no drawing. Those further down follow when there is nothing else to do. The source
 * stays below, and alone where there is no drawing.
 */

import { idle } from "./idle.js";
import { DIAGRAMS, fill, HORTUS } from "./say.js";

const NEAR = "800px 0px";
const PATIENCE = 8000; // milliseconds that printing waits for them
const NARROWEST = 560; // pixels that charts over time are drawn to at least
const SMALLEST = 0.7; // a drawing that is wider than its place shrinks as far as this, and then scrolls

/** Of charts and branches, behind text. */
const COLOURS = [
  ["#a9d3b4", "#2f6b47"], ["#f0d48a", "#75591a"], ["#a8c5ee", "#2f5490"], ["#f0b3b0", "#8a3f43"],
  ["#cdb8ea", "#5d4590"], ["#9fd6dc", "#1f6a75"], ["#e0cba8", "#6b5636"], ["#c8cfc9", "#4b5654"],
].map(([light, dark]) => `light-dark(${light}, ${dark})`);

/** @type {Promise<any> | undefined} */
let loading;

/** Mermaid's settings are global: one drawing after the other. */
let last = Promise.resolve();

let number = 0;

/** Those of the page that are not drawn yet. @type {Set<Element>} */
let rest = new Set();

/** @param {ParentNode} page */
export function setUpDiagrams(page) {
  rest = new Set();
  const address = addressIn(page);
  if (!address) return;
  const places = [...page.querySelectorAll(".note .diagram")].filter((place) => !place.querySelector(".drawing"));
  // What is made for paper needs all of them.
  const rootMargin = page.querySelector("main.print") ? "9999999px 0px" : NEAR;
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        rest.delete(target);
        last = last.then(() => draw(target, address)).then(later);
      }
    },
    { rootMargin },
  );
  // What is above the reader is left: the text would move where a browser does not hold on to it.
  rest = new Set(places);
  const later = () => {
    const next = [...rest].find((place) => place.getBoundingClientRect().top > 0);
    if (!next) return;
    rest.delete(next);
    idle(() => (last = last.then(() => draw(next, address)).then(later)));
  };
  for (const place of places) near.observe(place);
}

/** @param {ParentNode} page */
function addressIn(page) {
  return page.querySelector('meta[name="hortus:diagrams"]')?.getAttribute("content");
}

/** Paper shows them all. It waits for nothing: who prints by a menu has those that were far away the second time, … */
function drawRest() {
  const address = addressIn(document) ?? "";
  for (const place of rest) last = last.then(() => draw(place, address));
  rest.clear();
  return last;
}

/** … but the key can wait. @param {KeyboardEvent} event */
async function printDrawn(event) {
  const isPrint = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "p";
  const isDrawn = (/** @type {Element} */ place) => place.querySelector(".drawing, .diagram-problem");
  if (!isPrint || [...document.querySelectorAll(".note .diagram")].every(isDrawn)) return;
  event.preventDefault();
  await Promise.race([drawRest(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  print();
}

addEventListener("beforeprint", drawRest);
addEventListener("keydown", (event) => void printDrawn(event));

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
function load(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(/** @type {any} */ (window).mermaid);
    script.onerror = () => reject(new Error("Mermaid could not be loaded"));
    document.head.append(script);
  });
  return loading;
}

/**
 * @param {Element} place
 * @param {string} address
 */
async function draw(place, address) {
  const source = place.querySelector("pre");
  if (!source || place.querySelector(".drawing, .diagram-problem")) return;
  const text = source.textContent ?? "";
  try {
    const mermaid = await load(address);
    const drawing = document.createElement("div");
    drawing.className = "drawing";
    for (const scheme of ["light", "dark"]) {
      const host = document.createElement("div");
      host.className = scheme;
      host.attachShadow({ mode: "open" }).append(await render(mermaid, text, scheme, Math.max(NARROWEST, place.clientWidth)));
      drawing.append(host);
    }
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = HORTUS.source;
    source.replaceWith(drawing, details);
    details.append(summary, source);
    reach(drawing);
  } catch (error) {
    const problem = document.createElement("p");
    problem.className = "diagram-problem";
    problem.textContent = fill(HORTUS.diagram_failed, { reason: reason(error) });
    source.before(problem);
  }
}

/** @param {unknown} error */
function reason(error) {
  const [first] = String(error instanceof Error ? error.message : error).split("\n");
  if (first.startsWith("No diagram type detected")) return HORTUS.diagram_unknown;
  return first.replace(/:$/, ".");
}

/**
 * @param {any} mermaid
 * @param {string} text
 * @param {string} scheme
 * @param {number} width
 * @returns {Promise<Element>}
 */
async function render(mermaid, text, scheme, width) {
  const board = document.createElement("div");
  board.className = "drawing-board";
  board.style.colorScheme = scheme;
  board.style.width = `${width}px`;
  document.body.append(board);
  try {
    mermaid.initialize(settings(board, scheme === "dark"));
    number += 1;
    const { svg } = await mermaid.render(`diagram-${number}`, harmless(text), board);
    const shown = document.createElement("template");
    shown.innerHTML = svg;
    const drawn = /** @type {SVGSVGElement} */ (shown.content.querySelector("svg"));
    describe(drawn);
    fit(drawn);
    return drawn;
  } finally {
    board.remove();
  }
}

/**
 * The source without what would fetch something: pictures in nodes, and addresses in styles.
 * @param {string} text
 */
function harmless(text) {
  return text.replace(/\bimg\s*:\s*("[^"]*"|'[^']*'|[^,}\s]+)\s*,?/g, "").replace(/\burl\s*\(\s*["']?[^#)][^)]*\)?/gi, "none");
}

/**
 * The page's own colours and letters, as Mermaid wants them.
 * @param {HTMLElement} board
 * @param {boolean} darkMode
 */
function settings(board, darkMode) {
  const colour = (/** @type {string} */ name) => {
    board.style.color = name.includes("(") ? name : `var(--${name})`;
    const parts = getComputedStyle(board).color.match(/\d+/g) ?? [];
    return `#${parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  };
  const [paper, paper2, paper3, ink, ink2, accent, accent2, mark] = [
    "paper", "paper-2", "paper-3", "ink", "ink-2", "accent", "accent-2", "mark",
  ].map(colour);
  const colours = COLOURS.map(colour);
  const numbered = (/** @type {string} */ name, first = 0) =>
    Object.fromEntries(colours.map((value, at) => [`${name}${at + first}`, value]));
  const fontFamily = getComputedStyle(board).fontFamily;
  return {
    startOnLoad: false,
    securityLevel: "strict",
    secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "themeCSS", "fontFamily", "dompurifyConfig"],
    suppressErrorRendering: true,
    logLevel: "fatal",
    fontFamily,
    dompurifyConfig: { FORBID_TAGS: ["style", "img", "picture", "video", "audio", "iframe", "form", "input"] },
    theme: "base",
    themeVariables: {
      darkMode,
      fontFamily,
      fontSize: "15px",
      background: paper,
      primaryColor: accent2,
      primaryTextColor: ink,
      primaryBorderColor: accent,
      secondaryColor: paper3,
      tertiaryColor: paper2,
      lineColor: ink2,
      textColor: ink,
      titleColor: ink,
      nodeTextColor: ink,
      clusterBkg: paper2,
      clusterBorder: ink2,
      edgeLabelBackground: paper,
      noteBkgColor: mark,
      noteTextColor: ink,
      noteBorderColor: ink2,
      activationBkgColor: paper3,
      actorLineColor: ink2,
      signalColor: ink,
      signalTextColor: ink,
      ...numbered("pie", 1),
      ...numbered("cScale"),
      ...numbered("git"),
      ...numbered("fillType"),
      ...Object.fromEntries(colours.flatMap((_, at) => [[`cScaleLabel${at}`, ink], [`gitBranchLabel${at}`, ink]])),
      xyChart: {
        backgroundColor: paper,
        titleColor: ink,
        dataLabelColor: ink,
        ...Object.fromEntries(["x", "y"].flatMap((axis) => [
          [`${axis}AxisTitleColor`, ink], [`${axis}AxisLabelColor`, ink], [`${axis}AxisTickColor`, ink2], [`${axis}AxisLineColor`, ink2],
        ])),
        plotColorPalette: [colours[0], accent, ...colours.slice(1)].join(","),
      },
      quadrant1Fill: accent2,
      quadrant2Fill: paper2,
      quadrant3Fill: paper3,
      quadrant4Fill: paper2,
      critBkgColor: colours[3],
      critBorderColor: ink2,
      taskBkgColor: colours[0],
      taskBorderColor: ink2,
      activeTaskBkgColor: colours[2],
      activeTaskBorderColor: ink2,
      doneTaskBkgColor: paper3,
      doneTaskBorderColor: ink2,
      taskTextColor: ink,
      taskTextDarkColor: ink,
      taskTextOutsideColor: ink,
      taskTextClickableColor: accent,
      sectionBkgColor: paper2,
      altSectionBkgColor: paper,
      sectionBkgColor2: paper3,
      gridColor: paper3,
      todayLineColor: ink2,
      pieStrokeColor: paper,
      pieOuterStrokeColor: ink2,
      pieStrokeWidth: "1px",
    },
  };
}

/**
 * A drawing is one picture to those who hear the page: it has its author's title, or else says what kind it is.
 * @param {SVGSVGElement} drawn
 */
function describe(drawn) {
  const kind = (drawn.getAttribute("aria-roledescription") ?? "").toLowerCase();
  drawn.setAttribute("role", "img");
  drawn.removeAttribute("aria-roledescription");
  if (drawn.hasAttribute("aria-labelledby")) return;
  drawn.setAttribute("aria-label", Object.entries(DIAGRAMS).find(([name]) => kind.startsWith(name))?.[1] ?? HORTUS.diagram);
}

/** @param {SVGSVGElement} drawn */
function fit(drawn) {
  const { width, height } = drawn.viewBox.baseVal;
  if (!width) return;
  drawn.removeAttribute("height");
  drawn.removeAttribute("width");
  drawn.style.cssText += `display: block; margin: 0 auto; width: ${width}px; max-width: 100%; min-width: ${SMALLEST * width}px; height: auto; aspect-ratio: ${width} / ${height}; background: none`;
}

/**
 * A drawing that scrolls can be reached by keyboard.
 * @param {HTMLElement} drawing
 */
function reach(drawing) {
  drawing.role = "group";
  drawing.ariaLabel = HORTUS.diagram;
  new ResizeObserver(() => {
    if (drawing.scrollWidth > drawing.clientWidth) drawing.tabIndex = 0;
    else drawing.removeAttribute("tabindex");
  }).observe(drawing);
}
