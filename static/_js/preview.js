/**
 * What a link leads to, shown beside it while the pointer or the focus rests on it: the beginning of a note, a section, a
 * footnote. Other pages are fetched, which a page from disk may not; there only what stands on the page itself is shown.
 */

import { anchored } from "./anchor.js";
import { meaning } from "./glossary.js";
import { make } from "./make.js";

const PAUSE = 350; // milliseconds until it is shown
const LEAVE = 180; // and until it goes
const BLOCKS = 4; // of a note or a section that are shown
const GAP = 8;
const INSET = 18; // pixels that its text stands from its edge: it stands below that of the link
const END = 4; // pixels from it that are none

/** @type {HTMLElement | undefined} */
let box;
/** @type {HTMLAnchorElement | undefined} */
let shown;
let timer = 0;
/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** @param {ParentNode} page */
export function setUpPreview(page) {
  hide();
  if (!matchMedia("(hover: hover)").matches) return;
  for (const link of page.querySelectorAll(".note a[href], .backlinks a, .related a, .neighbours a")) {
    if (!(link instanceof HTMLAnchorElement) || !canShow(link)) continue;
    link.onpointerenter = () => later(PAUSE, () => show(link));
    link.onpointerleave = () => later(LEAVE, hide);
    link.onfocus = () => link.matches(":focus-visible") && later(PAUSE, () => show(link));
    link.onblur = () => later(LEAVE, hide);
  }
}

/** @param {HTMLAnchorElement} link */
function canShow(link) {
  if (link.matches(".anchor, .footnote-back, .tag")) return false;
  if (link.matches(".term")) return true;
  if (isHere(link)) return link.hash.length > 1;
  return location.protocol.startsWith("http") && link.origin === location.origin && /(?:\.html|\/)$/.test(link.pathname);
}

/** @param {HTMLAnchorElement} link */
function isHere(link) {
  return link.pathname === location.pathname && link.origin === location.origin;
}

/**
 * @param {number} pause
 * @param {() => void} act
 */
function later(pause, act) {
  clearTimeout(timer);
  timer = setTimeout(act, pause);
}

function hide() {
  clearTimeout(timer);
  box?.remove();
  box = shown = undefined;
}

/** @param {HTMLAnchorElement} link */
async function show(link) {
  if (shown === link) return;
  hide();
  shown = link;
  const inner = await content(link).catch(() => undefined);
  if (shown !== link || !inner?.hasChildNodes()) return;
  box = make("div", { class: "preview note", "aria-hidden": "true" }, inner);
  // What is in it is to be read; whoever wants to act on it follows the link.
  for (const one of box.querySelectorAll("a, button, input, [tabindex]")) one.setAttribute("tabindex", "-1");
  box.onpointerenter = () => clearTimeout(timer);
  box.onpointerleave = () => later(LEAVE, hide);
  document.body.append(box);
  inner.onscroll = () => sayMore(inner);
  sayMore(inner);
  put(box, link);
}

/** Its end fades while there is more. @param {HTMLElement} inner */
function sayMore(inner) {
  inner.toggleAttribute("data-more", inner.scrollTop + inner.clientHeight < inner.scrollHeight - END);
}

/**
 * The blocks to show, in the language of their note.
 * @param {HTMLAnchorElement} link
 */
async function content(link) {
  const said = meaning(link);
  if (said) return make("div", {}, make("p", {}, make("b", {}, link.dataset.term ?? ""), ` ${said}`));
  const page = isHere(link) ? document : await fetched(link);
  const title = page === document ? [] : [...page.querySelectorAll(".intro h1")].map((one) => make("p", { class: "preview-title" }, ...copies([...one.childNodes])));
  const named = link.hash.length > 1 ? find(page, link.hash) : null;
  if (page === document && !named) return undefined;
  const blocks = named ? around(named) : [...(page.querySelector("article.note")?.children ?? [])].slice(0, BLOCKS);
  const note = page.querySelector("article.note");
  const speech = ["lang", "dir"].flatMap((name) => (note?.hasAttribute(name) ? [[name, note.getAttribute(name) ?? ""]] : []));
  return make("div", Object.fromEntries(speech), ...title, ...copies(blocks));
}

/**
 * @param {Document} page
 * @param {string} hash
 */
function find(page, hash) {
  return page === document ? anchored(hash) : page.getElementById(decodeURIComponent(hash.slice(1)));
}

/**
 * A section with its heading, or the block that has the name.
 * @param {Element} named
 */
function around(named) {
  const heading = named.closest(".heading");
  if (!heading) return [named];
  const blocks = [heading];
  for (let next = heading.nextElementSibling; next && blocks.length <= BLOCKS && !next.matches(".heading"); next = next.nextElementSibling) blocks.push(next);
  return blocks;
}

/**
 * @param {Node[]} nodes
 * @returns {Node[]}
 */
function copies(nodes) {
  return nodes.map((node) => {
    const copy = document.importNode(node, true);
    if (copy instanceof Element) {
      for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
      for (const one of copy.querySelectorAll(".anchor, .copy, .footnote-back, script")) one.remove();
    }
    return copy;
  });
}

/**
 * The page that a link leads to; its addresses are as seen from here.
 * @param {HTMLAnchorElement} link
 */
function fetched(link) {
  const address = link.href.split("#")[0];
  const known = pages.get(address);
  if (known) return known;
  const page = fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const one of found.querySelectorAll("[src], [href]")) {
      for (const name of ["src", "href"]) {
        const value = one.getAttribute(name);
        if (value) one.setAttribute(name, new URL(value, address).href);
      }
    }
    return found;
  });
  pages.set(address, page);
  page.catch(() => pages.delete(address));
  return page;
}

/**
 * Below the link, or above it where there is more room; nowhere on it.
 * @param {HTMLElement} element
 * @param {HTMLAnchorElement} link
 */
function put(element, link) {
  const whole = link.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const isBelow = whole.bottom + height + GAP < innerHeight || whole.top < innerHeight - whole.bottom;
  const lines = link.getClientRects();
  const line = lines[isBelow ? lines.length - 1 : 0] ?? whole;
  const left = Math.max(GAP, Math.min(line.left - INSET, document.documentElement.clientWidth - width - GAP));
  const top = isBelow ? line.bottom + GAP / 2 : Math.max(GAP, line.top - height - GAP / 2);
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${top + scrollY}px`;
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && box) hide();
});
