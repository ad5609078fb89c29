/** The table of contents: open beside the text, folded above it, and aware of where the reader is. */

import { anchored } from "./anchor.js";

const wide = matchMedia("(min-width: 72rem)");

/** @type {IntersectionObserver | undefined} */
let observer;

/** @param {ParentNode} page */
export function setUpToc(page) {
  observer?.disconnect();
  const toc = page.querySelector("nav.toc details");
  if (!(toc instanceof HTMLDetailsElement)) return;
  const fit = () => {
    toc.open = wide.matches;
  };
  fit();
  wide.onchange = fit;
  spy(toc);
}

/** @param {HTMLElement} toc */
function spy(toc) {
  /** @type {Map<Element, HTMLAnchorElement>} */
  const links = new Map();
  for (const link of toc.querySelectorAll("a")) {
    const heading = anchored(link.hash);
    if (heading) links.set(heading, link);
  }
  /** @type {Set<Element>} */
  const visible = new Set();
  observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) visible.add(entry.target);
        else visible.delete(entry.target);
      }
      mark(links, visible);
    },
    { rootMargin: "-64px 0px -55% 0px" },
  );
  for (const heading of links.keys()) observer.observe(heading);
}

/**
 * The first heading in view is current; between two headings it is the one above.
 * @param {Map<Element, HTMLAnchorElement>} links
 * @param {Set<Element>} visible
 */
function mark(links, visible) {
  const headings = [...links.keys()];
  const current =
    headings.find((heading) => visible.has(heading)) ??
    headings.findLast((heading) => heading.getBoundingClientRect().top < 80);
  for (const [heading, link] of links) {
    if (heading === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
