/**
 * Diagrams: Mermaid is loaded when the reader comes near one, and draws it once for light and once for dark pages, so that
 * a change of colours, or paper, needs no drawing. The source stays below, and alone where there is no drawing.
 */

const NEAR = "800px 0px";
const SMALLEST = 0.7; // a drawing that is wider than its place shrinks as far as this, and then scrolls

/** What Mermaid calls the kinds of diagrams, in words. */
const KINDS = Object.entries({
  flowchart: "Flowchart",
  sequence: "Sequence diagram",
  class: "Class diagram",
  state: "State diagram",
  er: "Entity relationship diagram",
  gantt: "Gantt chart",
  pie: "Pie chart",
  git: "Git graph",
  mindmap: "Mind map",
  journey: "User journey",
  timeline: "Timeline",
  quadrant: "Quadrant chart",
  xychart: "Chart",
  requirement: "Requirement diagram",
  c4: "Architecture diagram",
  architecture: "Architecture diagram",
});

/** @type {Promise<any> | undefined} */
let loading;

/** Mermaid's settings are global: one drawing after the other. */
let last = Promise.resolve();

let number = 0;

/** @param {ParentNode} page */
export function setUpDiagrams(page) {
  const address = page.querySelector('meta[name="hortus:diagrams"]')?.getAttribute("content");
  if (!address) return;
  const places = [...page.querySelectorAll(".note .diagram")].filter((place) => !place.querySelector(".drawing"));
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        last = last.then(() => draw(target, address));
      }
    },
    { rootMargin: NEAR },
  );
  for (const place of places) near.observe(place);
}

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
      host.attachShadow({ mode: "open" }).append(await render(mermaid, text, scheme));
      drawing.append(host);
    }
    const details = document.createElement("details");
    details.innerHTML = "<summary>Source</summary>";
    source.replaceWith(drawing, details);
    details.append(source);
    reach(drawing);
  } catch (error) {
    const problem = document.createElement("p");
    problem.className = "diagram-problem";
    const [reason] = String(error instanceof Error ? error.message : error).split("\n");
    problem.textContent = `This diagram could not be drawn, so here is its source. ${reason.replace(/:$/, ".")}`;
    source.before(problem);
  }
}

/**
 * @param {any} mermaid
 * @param {string} text
 * @param {string} scheme
 * @returns {Promise<Element>}
 */
async function render(mermaid, text, scheme) {
  const board = document.createElement("div");
  board.className = "drawing-board";
  board.style.colorScheme = scheme;
  document.body.append(board);
  try {
    mermaid.initialize(settings(board, scheme === "dark"));
    number += 1;
    const { svg } = await mermaid.render(`diagram-${number}`, text, board);
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
 * The page's own colours and letters, as Mermaid wants them.
 * @param {HTMLElement} board
 * @param {boolean} darkMode
 */
function settings(board, darkMode) {
  const colour = (/** @type {string} */ name) => {
    board.style.color = `var(--${name})`;
    return getComputedStyle(board).color;
  };
  const [paper, paper2, paper3, ink, ink2, accent, accent2, mark] = [
    "paper", "paper-2", "paper-3", "ink", "ink-2", "accent", "accent-2", "mark",
  ].map(colour); // prettier-ignore
  const fontFamily = getComputedStyle(board).fontFamily;
  return {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    logLevel: "fatal",
    fontFamily,
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
  drawn.setAttribute("aria-label", KINDS.find(([name]) => kind.startsWith(name))?.[1] ?? "Diagram");
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
  drawing.ariaLabel = "Diagram";
  new ResizeObserver(() => {
    if (drawing.scrollWidth > drawing.clientWidth) drawing.tabIndex = 0;
    else drawing.removeAttribute("tabindex");
  }).observe(drawing);
}
