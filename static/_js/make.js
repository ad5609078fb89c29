/**
 * An element with its attributes and what stands in it.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} [attributes]
 * @param {(string | Node)[]} parts
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, attributes = {}, ...parts) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...parts);
  return element;
}

/**
 * @param {string} kind the class
 * @param {string} label
 * @param {() => void} act
 */
export function button(kind, label, act) {
  const element = make("button", { type: "button", class: kind }, label);
  element.onclick = act;
  return element;
}
