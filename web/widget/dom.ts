// SPDX-License-Identifier: Apache-2.0
// Nodes are built, never parsed: no markup, no style attribute.

/** An element with a class; `text` becomes its textContent. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

/** Names a node for `::part`. */
export function part<T extends Element>(node: T, name: string): T {
  node.setAttribute('part', name);
  return node;
}

/** Writes only what differs, so that a screen reader hears no repetition. */
export function say(node: HTMLElement, text = ''): void {
  if (node.textContent !== text) node.textContent = text;
  node.hidden = !text;
}

/** A double click is one press: what the first of the two brings up must be seen. */
export function button(className: string, text: string, press: () => void): HTMLButtonElement {
  const node = h('button', className, text);
  node.type = 'button';
  node.addEventListener('click', (event) => event.detail < 2 && press());
  return node;
}

/** What stands for one item of a view, as long as the view holds the item's id. */
export interface Drawn<T> {
  node: HTMLElement;
  update(item: T): void;
}

/** Brings the nodes in `parent` up to `items`; those that stay are not moved, so focus survives. */
export function patch<T extends { id: string }, D extends Drawn<T>>(
  parent: HTMLElement,
  drawn: Map<string, D>,
  items: T[],
  make: (item: T) => D,
): void {
  drawn.forEach(({ node }, id) => {
    if (items.some((item) => item.id === id)) return;
    node.remove();
    drawn.delete(id);
  });
  let next = parent.firstChild;
  for (const item of items) {
    let each = drawn.get(item.id);
    if (!each) drawn.set(item.id, (each = make(item)));
    each.update(item);
    if (each.node === next) next = next.nextSibling;
    else parent.insertBefore(each.node, next);
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line icon on a 48 by 48 grid; colour and width come from the style sheet. */
export function icon(className: string, paths: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 48 48');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', className);
  path.setAttribute('d', paths);
  svg.appendChild(path);
  return svg;
}
