/** Making elements. Text becomes text nodes: nothing here parses markup. */

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The element of each mark of Baca's own format, the innermost first (`Marks::ELEMENTS`). */
export const MARKS = {
  code: "code", sup: "sup", sub: "sub", small: "small", mark: "mark", strike: "s", underline: "u", italic: "em", bold: "strong",
};
