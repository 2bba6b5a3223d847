// Builds elements without ever parsing text as markup: strings become text nodes, so data cannot become script.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element; `props` are attributes, except `on` (listeners). Children may be nodes, strings, null or arrays. */
export function el(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element, in the same manner. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value != null && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Shows `text` in `element`, or hides the element when there is none. */
export function showText(element, text) {
  element.textContent = text ?? '';
  element.hidden = !text;
}

/** A table with a caption; `head` are column titles, `rows` are arrays of cells, the first of which heads its row. */
export function table(caption, head, rows) {
  return el(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el(
      'table',
      null,
      el('caption', { class: 'sr-only' }, caption),
      el('thead', null, el('tr', null, head.map((title) => el('th', { scope: 'col' }, title)))),
      el(
        'tbody',
        null,
        rows.map(([first, ...cells]) =>
          el('tr', null, el('th', { scope: 'row' }, first), cells.map((cell) => el('td', null, cell)))),
      ),
    ),
  );
}
