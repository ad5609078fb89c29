/** The notes and what leads from one to another, as the site tells them, in arrays: notes, folders and tags are numbers. */

/**
 * What `graph.js` of the site registers. A note is its name in its folder, its title, the number of its folder and those of
 * its tags.
 * @typedef {{ folders: [path: string, title: string][], tags: string[],
 *   notes: [name: string, title: string, folder: number, ...tags: number[]][], edges: number[] }} Told
 */

const SHADES = 8;
const MIN = 2.6;
const MAX = 16;

export class Network {
  /** @param {Told} told */
  constructor({ folders, tags, notes, edges }) {
    this.count = notes.length;
    this.folders = folders;
    this.tags = tags;
    this.titles = notes.map(([, title]) => title);
    this.paths = notes.map(([name, , folder]) => (folders[folder][0] ? `${folders[folder][0]}/${name}` : name));
    this.folderOf = notes.map(([, , folder]) => folder);
    this.tagsOf = notes.map(([, , , ...own]) => own);
    this.edges = Int32Array.from(edges);
    /** @type {number[][]} */
    this.neighbours = notes.map(() => []);
    for (let at = 0; at < edges.length; at += 2) {
      this.neighbours[edges[at]].push(edges[at + 1]);
      this.neighbours[edges[at + 1]].push(edges[at]);
    }
    this.radii = Float32Array.from(this.neighbours, ({ length }) => Math.min(MAX, MIN + 1.3 * Math.sqrt(length)));
    /** Notes, those with most links first. */
    this.ranked = [...notes.keys()].sort((one, other) => this.neighbours[other].length - this.neighbours[one].length || one - other);
    const { groups, groupOf } = grouped(folders, this.folderOf);
    /** Folders that have a colour of their own, by their numbers; all others are the group 0. */
    this.groups = groups;
    this.groupOf = groupOf;
  }

  /** The titles of a folder and those above it. @param {number} folder */
  way(folder) {
    const [path, title] = this.folders[folder];
    const above = this.folders.filter(([other]) => other && path.startsWith(`${other}/`)).map(([, name]) => name);
    return [...above, title].join(" / ");
  }
}

/**
 * The largest folders: those at the top, or below it where one holds all.
 * @param {Told["folders"]} folders
 * @param {number[]} folderOf
 */
function grouped(folders, folderOf) {
  const numbers = new Map(folders.map(([path], number) => [path, number]));
  const at = (/** @type {number} */ depth) => folderOf.map((folder) => numbers.get(folders[folder][0].split("/").slice(0, depth).join("/")) ?? folder);
  const [top, below] = [at(1), at(2)];
  const chosen = new Set(top).size > 1 ? top : below;
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const folder of chosen) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  const largest = [...counts].sort(([one, few], [other, many]) => many - few || one - other).slice(0, SHADES).map(([folder]) => folder);
  return { groups: largest, groupOf: Uint8Array.from(chosen, (folder) => largest.indexOf(folder) + 1) };
}
