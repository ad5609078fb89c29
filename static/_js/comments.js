/** Comments of a service elsewhere: loaded when the reader asks for them, and never before. */

/** @param {HTMLButtonElement} button */
function show(button) {
  const { service = "", script: src = "", term = "", ...settings } = button.dataset;
  const script = document.createElement("script");
  script.src = src;
  script.async = true;
  script.crossOrigin = "anonymous";
  const chosen = document.documentElement.dataset.theme;
  const isGiscus = service === "giscus";
  const plain = isGiscus ? { light: "light", dark: "dark", auto: "preferred_color_scheme" } : { light: "github-light", dark: "github-dark", auto: "preferred-color-scheme" };
  const theme = plain[chosen === "light" || chosen === "dark" ? chosen : "auto"];
  /** @type {Record<string, string | undefined>} */
  const said = isGiscus ? { "data-mapping": "specific", "data-term": term, "data-theme": theme, "data-strict": "1" } : { "issue-term": term, theme };
  for (const [key, value] of Object.entries(settings)) said[isGiscus ? `data-${key.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}` : key] = value;
  for (const [key, value] of Object.entries(said)) script.setAttribute(key, value ?? "");
  button.closest(".comments")?.replaceChildren(script);
}

/** @param {ParentNode} page */
export function setUpComments(page) {
  const button = page.querySelector(".comments button");
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  button.onclick = () => show(button);
}
