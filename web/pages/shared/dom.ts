// SPDX-License-Identifier: Apache-2.0
// Nodes from values. Text goes in as text nodes only; there is no way to pass markup.

type Child = Node | string | number | null | undefined | false;
type Listeners = { readonly [event: string]: (event: Event) => void };
type Attributes = { readonly [name: string]: string | number | boolean | undefined };

const SVG = 'http://www.w3.org/2000/svg';

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  set(node, attributes);
  fill(node, children);
  return node;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const node = document.createElementNS(SVG, tag) as SVGElement;
  set(node, attributes);
  fill(node, children);
  return node;
}

export function on<T extends EventTarget>(node: T, listeners: Listeners): T {
  for (const name of Object.keys(listeners)) node.addEventListener(name, listeners[name] ?? null);
  return node;
}

export function replace(parent: Element, ...children: Child[]): void {
  while (parent.firstChild) parent.removeChild(parent.firstChild);
  fill(parent, children);
}

/** The element of that id: a page without it was built wrongly, so it fails loudly. */
export function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (!node) throw new Error(`This page has no element #${id}`);
  return node;
}

/** Speaks through the page's live region; the same words twice are spoken twice. */
export function announce(text: string): void {
  const region = byId('live');
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

function set(node: Element, attributes: Attributes): void {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
}

function fill(node: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    node.appendChild(typeof child === 'object' ? child : document.createTextNode(String(child)));
  }
}
