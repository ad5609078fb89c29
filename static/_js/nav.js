/** The folders and notes of the site, fetched as they are wanted: one file has the folders, one for each the notes in it. */

import { addScript, root } from "./page.js";
import { quoted } from "./paths.js";

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
  const src = root + quoted(name);
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

/**
 * Any note of the site, each as likely as the others.
 * @param {string} but the path of the one that is not wanted
 * @returns {Promise<Note | undefined>} none if there is no other
 */
export async function anyNote(but) {
  const all = await folders();
  const total = all.reduce((sum, [, , own]) => sum + own, 0);
  for (;;) {
    const note = await noteAt(all, Math.floor(Math.random() * total));
    if (note?.[0] !== but) return note;
    if (total === 1) return undefined;
  }
}

/**
 * @param {Folder[]} all
 * @param {number} number as the notes are counted, folder after folder
 * @returns {Promise<Note | undefined>}
 */
async function noteAt(all, number) {
  let before = 0;
  for (const folder of all) {
    if (number < before + folder[2]) return (await notes(folder))[number - before];
    before += folder[2];
  }
  return undefined;
}
