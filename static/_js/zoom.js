/** Pictures of the note at their full size: by a click or Enter, from one to the next by the arrow keys. */

import { make } from "./make.js";
import { fill, HORTUS } from "./say.js";

/** Pictures smaller than this, in pixels, are signs in the text. */
const LEAST = 80;

/** @type {HTMLDialogElement | undefined} */
let dialog;
/** @type {HTMLImageElement[]} */
let pictures = [];
let at = 0;

/** @param {ParentNode} page */
export function setUpZoom(page) {
  pictures = [...page.querySelectorAll("article.note img")].filter((one) => one instanceof HTMLImageElement).filter(canZoom);
  pictures.forEach((picture, place) => {
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-label", picture.alt ? fill(HORTUS.enlarge_named, { name: picture.alt }) : HORTUS.enlarge);
    picture.onclick = () => open(place);
    picture.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(place);
    };
  });
}

/** @param {HTMLImageElement} picture */
function canZoom(picture) {
  const size = sizeOf(picture);
  return (!size || size >= LEAST) && !picture.closest("a, button, summary, .embed-source");
}

/**
 * The longer side of a picture as it is shown, in pixels; 0 if nothing is known of it yet. As it is written, for what is asked of
 * the page while it opens would have it laid out once more.
 * @param {HTMLImageElement} picture
 */
function sizeOf(picture) {
  const { naturalWidth, naturalHeight } = picture;
  const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)) || 0);
  const scale = width && naturalWidth ? width / naturalWidth : height && naturalHeight ? height / naturalHeight : 1;
  return Math.max(width, height, scale * Math.max(naturalWidth, naturalHeight));
}

/** @param {number} place */
function open(place) {
  dialog ??= build();
  dialog.showModal();
  show(place);
}

function build() {
  const close = make("button", { type: "button", class: "zoom-close", "aria-label": HORTUS.close }, "×");
  const more = make("button", { type: "button", class: "zoom-more" });
  const image = make("img", { alt: "" });
  const figure = make("figure", {}, make("div", { class: "zoom-view" }, image), make("figcaption", { "aria-live": "polite" }));
  const made = make("dialog", { class: "zoom", "aria-label": HORTUS.picture }, close, more, figure);
  image.onload = () => {
    image.style.setProperty("--ratio", String(image.naturalWidth / image.naturalHeight || 1));
    describe(made);
  };
  made.onclick = (event) => {
    const isAsked = event.target === image || event.target === more;
    if (isAsked && enlarge(made)) return;
    made.close();
  };
  made.onkeydown = (event) => {
    if (event.key === "+" || event.key === "-") enlarge(made, event.key === "+");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && pictures.length > 1) show((at + step + pictures.length) % pictures.length);
  };
  made.onclose = () => pictures[at]?.focus({ preventScroll: true });
  document.body.append(made);
  return made;
}

/**
 * Show the picture larger than the window, if it has more to show, or the whole of it again. Says whether anything changed.
 * @param {HTMLDialogElement} shown
 * @param {boolean} [isWanted]
 */
function enlarge(shown, isWanted = !("large" in shown.dataset)) {
  if (isWanted === "large" in shown.dataset || (isWanted && !hasMore(shown))) return false;
  shown.toggleAttribute("data-large", isWanted);
  describe(shown);
  return true;
}

/** @param {HTMLDialogElement} shown */
function hasMore(shown) {
  const image = shown.querySelector("img");
  return !!image && (image.className === "drawing" || image.naturalWidth > image.clientWidth + 1);
}

/** The button that does what a click on the picture does, for who does not think of that. @param {HTMLDialogElement} shown */
function describe(shown) {
  const button = shown.querySelector(".zoom-more");
  if (!(button instanceof HTMLButtonElement)) return;
  const isLarge = "large" in shown.dataset;
  button.hidden = !isLarge && !hasMore(shown);
  button.textContent = isLarge ? "−" : "+";
  button.ariaLabel = isLarge ? HORTUS.whole : HORTUS.enlarge;
}

/** @param {number} place */
function show(place) {
  at = place;
  dialog?.removeAttribute("data-large");
  const picture = pictures[place];
  const shown = dialog?.querySelector("img");
  const text = dialog?.querySelector("figcaption");
  if (!shown || !text) return;
  // Of lighter files a page has some for its width; here it is the picture itself.
  shown.src = picture.closest("picture.lighter") ? picture.src : picture.currentSrc || picture.src;
  shown.alt = picture.alt;
  // A drawing has no size of its own to be shown at, and fills the window.
  shown.className = /\.svg(?:\?|$)/.test(shown.src) ? "drawing" : "";
  const caption = picture.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
  text.textContent = [pictures.length > 1 ? `${place + 1} / ${pictures.length}` : "", caption].filter(Boolean).join(" · ");
}
