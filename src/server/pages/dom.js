/**
 * The element with this id; throws when the page lacks it.
 * @param {string} id
 */
export function part(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

/**
 * The input with this id.
 * @param {string} id
 */
export function input(id) {
  const element = part(id);
  if (!(element instanceof HTMLInputElement)) throw new Error(`#${id} is no input`);
  return element;
}

/**
 * Writes a text into every slot of this name.
 * @param {string} name
 * @param {string} text
 */
export function fill(name, text) {
  for (const slot of document.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = text;
}

/**
 * The first slot of this name.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function slot(name) {
  const element = document.querySelector(`[data-slot="${name}"]`);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no slot ${name}`);
  return element;
}

/**
 * Shows an element with a text, or hides it where there is none.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function say(element, text) {
  element.textContent = text;
  element.hidden = text === '';
}

/** Reads a text out, without showing it. @param {string} text */
export const announce = (text) => {
  part('status').textContent = text;
};
