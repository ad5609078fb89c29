/** The button that goes through the colours of the page: as the system has them, light, dark. */

import { HORTUS } from "./say.js";

const ORDER = ["auto", "light", "dark"];

/** @returns {"auto" | "light" | "dark"} */
function chosen() {
  const value = document.documentElement.dataset.theme;
  return value === "light" || value === "dark" ? value : "auto";
}

/** @param {string} theme */
function choose(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem("hortus-theme");
    else localStorage.setItem("hortus-theme", theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** @param {HTMLElement} button */
function describe(button) {
  const label = HORTUS[`colours_${chosen()}`];
  button.setAttribute("aria-label", label);
  button.title = label;
}

/** @param {ParentNode} page */
export function setUpTheme(page) {
  const button = page.querySelector("button.theme");
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  describe(button);
  button.onclick = () => {
    choose(ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
    describe(button);
  };
}
