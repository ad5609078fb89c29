/** The table of contents: open beside the text, folded above it, and aware of where the reader is, which it says when folded. */

import { anchored } from "./anchor.js";

const wide = matchMedia("(min-width: 72rem)");
const COVERED = 100; // pixels at the top, with the bars, of a small window

/** @type {AbortController | undefined} */
let standing;

/** @param {ParentNode} page */
export function setUpToc(page) {
  standing?.abort();
  standing = new AbortController();
  const toc = page.querySelector("nav.toc details");
  if (!(toc instanceof HTMLDetailsElement)) return;
  const { signal } = standing;
  const fit = () => {
    toc.open = wide.matches;
  };
  fit();
  wide.addEventListener("change", fit, { signal });
  follow(toc, nowOf(toc), signal);
  fold(toc, signal);
}

/**
 * Above the text an open list covers some of it, and goes when it has been of use.
 * @param {HTMLDetailsElement} toc
 * @param {AbortSignal} signal
 */
function fold(toc, signal) {
  toc.onclick = (event) => {
    if (!wide.matches && event.target instanceof Element && event.target.closest("a")) toc.open = false;
  };
  toc.onkeydown = (event) => {
    if (event.key !== "Escape" || wide.matches || !toc.open) return;
    toc.open = false;
    toc.querySelector("summary")?.focus();
  };
  const leave = (/** @type {Event} */ event) => {
    if (!wide.matches && event.target instanceof Node && !toc.contains(event.target)) toc.open = false;
  };
  document.addEventListener("pointerdown", leave, { signal });
  document.addEventListener("focusin", leave, { signal });
}

/**
 * What the folded contents say of where the reader is. Who hears the page knows it, so it is hidden from them.
 * @param {HTMLElement} toc
 */
function nowOf(toc) {
  const known = toc.querySelector(".now");
  if (known instanceof HTMLElement) return known;
  const now = document.createElement("span");
  now.className = "now";
  now.ariaHidden = "true";
  toc.querySelector("summary")?.append(now);
  return now;
}

/**
 * @param {HTMLElement} toc
 * @param {HTMLElement} now
 * @param {AbortSignal} signal
 */
function follow(toc, now, signal) {
  /** @type {[Element, HTMLAnchorElement][]} */
  const parts = [];
  for (const link of toc.querySelectorAll("a")) {
    const heading = anchored(link.hash);
    if (heading) parts.push([heading, link]);
  }
  const note = document.querySelector("article.note");
  /** @type {HTMLAnchorElement | undefined} */
  let last;
  /** @type {HTMLAnchorElement | undefined} */
  let said;
  let isAsked = false;
  const look = () => {
    isAsked = false;
    const link = partBeingRead(parts);
    if (link !== last) {
      last?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      last = link;
    }
    // Above the note nothing is read yet, and below it no part of it any more.
    const isWithin = scrollY > 0 && (!note || note.getBoundingClientRect().bottom > COVERED);
    toc.parentElement?.toggleAttribute("data-along", isWithin);
    toc.parentElement?.toggleAttribute("data-over", scrollY > 0 && !isWithin);
    const saying = isWithin ? link : undefined;
    if (saying === said) return;
    said = saying;
    now.replaceChildren(...(saying?.cloneNode(true).childNodes ?? []));
  };
  const ask = () => {
    if (!isAsked) requestAnimationFrame(look);
    isAsked = true;
  };
  addEventListener("scroll", ask, { passive: true, signal });
  addEventListener("resize", ask, { passive: true, signal });
  ask();
}

/**
 * The first heading in the upper part of the window is that of the part being read, else the last one above it. At its end a page
 * cannot go on until the last headings are there: then it is the one that was asked for, or the last.
 * @param {[Element, HTMLAnchorElement][]} parts their headings stand one below the other
 */
function partBeingRead(parts) {
  const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const asked = isAtEnd && parts.findLast(([heading, link]) => link.hash === location.hash && topOf(heading) > 0);
  if (asked) return asked[1];
  if (isAtEnd) return parts.findLast(([heading]) => topOf(heading) < innerHeight)?.[1];
  const covered = wide.matches ? 64 : COVERED;
  let [from, to] = [0, parts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (topOf(parts[middle][0]) < covered) from = middle + 1;
    else to = middle;
  }
  const next = parts[from];
  const reached = scrollY > 0 ? 0.45 : 0.3; // at the very top one reads what stands above the first heading
  return next && topOf(next[0]) < innerHeight * reached ? next[1] : parts[from - 1]?.[1];
}

/** @param {Element} heading */
function topOf(heading) {
  return heading.getBoundingClientRect().top;
}
