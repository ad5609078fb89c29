/** The folders and notes of the site, fetched as they are wanted: one file has the folders, one for each the notes in it. */

import { addScript, root } from "./page.js";

/** @typedef {[path: string, title: string, own: number, inner: number[]]} Folder */
/** @typedef {[path: string, title: string]} Note */

const FOLDERS = "nav.js";

/** What the files have registered, by their names. @type {Record<string, any>} */
const got = {};
/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/** @type {any} */ (window).hortusNav = (/** @type {string} */ name, /** @type {unknown} */ data) => {
  got[name] = data;
};

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
function load(name) {
  const known = asked.get(name);
  if (known) return known;
  // Names are paths of the site, which may hold what an address must not.
  const src = root + name.split("/").map(encodeURIComponent).join("/");
  const file = addScript(version ? `${src}?${version}` : src).then(() => got[name]);
  asked.set(name, file);
  file.catch(() => asked.delete(name));
  return file;
}

let version = 0;

/** What is fetched from now on is fetched anew: the site has become another. */
export function renewNav() {
  asked.clear();
  version = Date.now();
}

/** All folders, the root first. @returns {Promise<Folder[]>} */
export function folders() {
  return load(FOLDERS);
}

/**
 * The notes of a folder, in its order.
 * @param {Folder} folder
 * @returns {Promise<Note[]>}
 */
export function notes([path, , own]) {
  return own ? load(`nav/${path.replace(/\.html$/, "")}.js`) : Promise.resolve([]);
}

/** Any note of the site, each as likely as the others; none if there is none. @returns {Promise<Note | undefined>} */
export async function anyNote() {
  const all = await folders();
  let number = Math.floor(Math.random() * all.reduce((sum, [, , own]) => sum + own, 0));
  for (const folder of all) {
    if (number < folder[2]) return (await notes(folder))[number];
    number -= folder[2];
  }
  return undefined;
}
