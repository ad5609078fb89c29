/** The head of the open page: title, descriptions and style sheets are exchanged; other scripts need the page anew. */

import { quoted } from "./paths.js";

const SHEET = "link[rel~=stylesheet]";

/**
 * Whether the page can become what it is now without being loaded again: its scripts are the same. Data for programs are none.
 * @param {Document} was
 * @param {Document} now
 */
export function hasSameScripts(was, now) {
  /** @param {Document} page */
  const scripts = (page) => [...page.scripts].filter((script) => !/json/.test(script.type)).map((script) => script.outerHTML).join("\n");
  return scripts(was) === scripts(now);
}

/**
 * @param {Element} was
 * @param {Element} now
 */
export async function renewHead(was, now) {
  if (was.isEqualNode(now)) return;
  const gone = [...was.children].filter((one) => ![...now.children].some((other) => one.isEqualNode(other)));
  const fresh = [...now.children].filter((one) => ![...was.children].some((other) => one.isEqualNode(other)));
  const old = gone.map((one) => [...document.head.children].filter((other) => isSame(other, one)));
  const loading = fresh.map((one) => {
    const added = document.importNode(one, true);
    const sheet = one.matches(SHEET) ? loaded(added) : undefined;
    // Beside what it replaces, since later sheets weigh more.
    const place = gone.findIndex((other) => other.tagName === one.tagName && other.getAttribute("rel") === one.getAttribute("rel"));
    const beside = old[place]?.at(-1);
    if (beside) beside.after(added);
    else document.head.append(added);
    return sheet;
  });
  await Promise.all(loading); // The old style stays until the new one is there.
  for (const one of old.flat()) one.remove();
  document.title = now.querySelector("title")?.textContent ?? "";
}

/**
 * Whether it is this element, or the same sheet fetched anew.
 * @param {Element} live
 * @param {Element} one
 */
function isSame(live, one) {
  return live.isEqualNode(one) || (one.matches(SHEET) && live.matches(SHEET) && live.getAttribute("href")?.split("?")[0] === one.getAttribute("href"));
}

/**
 * Files that the page uses and that are other ones now, under the same name.
 * @param {Record<string, number>} files their paths in the site, and the build that made them
 * @param {Record<string, number>} known as it was told before
 * @param {URL} root
 */
export function renewFiles(files, known, root) {
  for (const [path, build] of Object.entries(files)) {
    if (known[path] === build) continue;
    const address = new URL(quoted(path), root).pathname;
    for (const element of document.querySelectorAll(`${SHEET}, img, source, video, audio`)) {
      const name = element.matches("link") ? "href" : "src";
      const value = element.getAttribute(name);
      if (!value || new URL(value, location.href).pathname !== address) continue;
      if (element.matches("link")) void exchangeSheet(element, `${value.split("?")[0]}?${build}`);
      else element.setAttribute(name, `${value.split("?")[0]}?${build}`);
    }
  }
}

/**
 * @param {Element} sheet
 * @param {string} href
 */
async function exchangeSheet(sheet, href) {
  const fresh = /** @type {Element} */ (sheet.cloneNode());
  fresh.setAttribute("href", href);
  const done = loaded(fresh);
  sheet.after(fresh);
  await done;
  sheet.remove();
}

/** @param {Element} sheet */
function loaded(sheet) {
  return new Promise((resolve) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", resolve);
  });
}
