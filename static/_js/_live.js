/**
 * Only under `hortus serve`: the open page follows the site, in place. The server says what mark the page at this address
 * has; a page that has another one fetches itself. So nothing is missed, whatever was slept through.
 */

import { hasSameScripts, renewFiles, renewHead } from "./_head.js";
import { morph, renew } from "./_renew.js";
import { quoted } from "./paths.js";
import { fill, LIVE } from "./say.js";
import { say, setUpStatus, showLost, showStatus } from "./_status.js";

/**
 * What the server knows of this page. `mark` is "" when there is no such page; `moved` is then where its note is now, ""
 * if that cannot be told. `search` is the mark of the search index, `tree` that of the list of all notes,
 * `graph` that of what the graph is drawn from.
 * @typedef {{ phase: import("./_status.js").Phase, mark: string, moved: string | null, search: string, tree: string, graph: string,
 *   files: Record<string, number>, problems: string[] }} Message
 */

const EYES = [100, 130, 160, 200, 260]; // pixels from the top of the window: below the page's header
const CAME = "hortus-live-came";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("/", location.href);
const page = script.dataset.page ?? "";
let mark = script.dataset.mark ?? "";

/** The page as the site had it. @type {Promise<Document | undefined>} */
let was = original();
/** @type {Message | undefined} */
let last;
/** @type {Message | undefined} */
let next;
let isBusy = false;
/** Whether the page has become another while the rest of the site was being made. */
let hasChanged = false;
/** @type {EventSource | undefined} */
let source;

/** What was loaded, before scripts changed it; nothing if the site has another page by now. */
async function original() {
  if (!mark) return undefined;
  try {
    const answer = await fetch(location.href, { cache: "force-cache" });
    const loaded = parse(await answer.text());
    return take(loaded) === mark ? loaded : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

/**
 * Take this script out of a page that was fetched: the mark it came with.
 * @param {Document} fetched
 */
function take(fetched) {
  const own = fetched.querySelector("script[data-mark]");
  own?.remove();
  return own?.getAttribute("data-mark") ?? "";
}

function listen() {
  source?.close();
  source = new EventSource(`/_hortus/events?page=${encodeURIComponent(page)}`);
  source.onmessage = (/** @type {MessageEvent<string>} */ event) => {
    next = JSON.parse(event.data);
    void follow();
  };
  source.onerror = showLost;
}

/** Browsers have but a few connections for each server: a page that nobody sees needs none. */
function listenIfSeen() {
  if (document.hidden) source?.close();
  else listen();
}

/** Take in what was last said; what was said before that matters no more. */
async function follow() {
  if (isBusy) return;
  isBusy = true;
  while (next) {
    const message = next;
    next = undefined;
    await become(message).catch(() => location.reload());
    last = message;
  }
  isBusy = false;
}

/** @param {Message} message */
async function become(message) {
  if (message.phase === "ready" && "waits" in script.dataset) return location.reload();
  if (!message.mark && message.phase !== "building") return mark ? leave(message) : showStatus(message.phase, message.problems, false);
  const isNew = !!message.mark && message.mark !== mark;
  if (isNew && !mark) return location.reload();
  const isRenewed = isNew && (await update());
  if (last) renewFiles(message.files, last.files, root);
  if (last && last.graph !== message.graph && document.querySelector("#graph")) return location.reload();
  if (isRenewed || (last && last.tree !== message.tree)) updated();
  if (last && last.search !== message.search) dispatchEvent(new Event("hortus:indexed"));
  hasChanged ||= isRenewed;
  showStatus(message.phase, message.problems, hasChanged);
  if (message.phase !== "building") hasChanged = false;
}

/** Bring the page to what the site has at its address now; whether it was another. */
async function update() {
  const text = await fetched();
  if (!text) return false;
  const now = parse(text);
  const fresh = take(now);
  const old = await was;
  if (old && !hasSameScripts(old, now)) {
    location.reload();
    return false;
  }
  if (old) {
    inPlace(() => renew(document.body, old.body, now.body));
    const head = renewHead(old.head, now.head);
    for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, now.documentElement.getAttribute(name) ?? "");
    await head;
  } else {
    inPlace(() => morph(document.body, now.body));
    document.title = now.title;
  }
  mark = fresh;
  was = Promise.resolve(now);
  return true;
}

/** The page as the site has it; "" when the server is gone again, which is told when it is back. */
async function fetched() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}

/**
 * Change the page so that what is read stays under the reader's eyes.
 * @param {() => void} change
 */
function inPlace(change) {
  const { style } = document.documentElement;
  const seen = EYES.map((y) => document.elementFromPoint(innerWidth / 2, y)?.closest(".note *"));
  const read = scrollY > 0 ? seen.find((element) => element) : undefined;
  const top = read?.getBoundingClientRect().top ?? 0;
  if (read) style.overflowAnchor = "none"; // Where the browser does so itself it would be done twice.
  change();
  if (read?.isConnected) scrollBy({ top: read.getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => style.removeProperty("overflow-anchor"));
}

/** Tell the other scripts. What the reader has opened stays open, whatever they make of it. */
function updated() {
  const folds = [...document.querySelectorAll("details")].map((fold) => /** @type {const} */ ([fold, fold.open]));
  dispatchEvent(new Event("hortus:updated"));
  for (const [fold, isOpen] of folds) fold.open = isOpen;
}

/**
 * There is no page here any more.
 * @param {Message} message
 */
function leave(message) {
  if (!message.moved) return say(LIVE.gone);
  sessionStorage.setItem(CAME, JSON.stringify({ from: page, scroll: scrollY }));
  location.replace(new URL(quoted(message.moved) + location.hash, root));
}

/** Of a page that its note has taken along. */
function arrive() {
  const came = sessionStorage.getItem(CAME);
  if (!came) return;
  sessionStorage.removeItem(CAME);
  const { from, scroll } = JSON.parse(came);
  scrollTo({ top: scroll, behavior: "instant" });
  say(fill(LIVE.moved, { from }), { fades: true });
}

setUpStatus();
arrive();
listenIfSeen();
document.addEventListener("visibilitychange", listenIfSeen);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && listenIfSeen());
