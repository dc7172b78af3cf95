// SPDX-License-Identifier: Apache-2.0
// Level, rating and multi: native radios or checkboxes in a fieldset. The browser draws the press
// at once, with or without a core; the core's next view confirms it.
import { h, part, say } from '../dom';
import { face } from '../faces';
import { clock, type Intent } from '../intent';
import type { ViewItem, ViewOption } from '../view';

/** The drawn form of one item; it lives as long as the view holds the item's id. */
export interface ItemNode {
  node: HTMLElement;
  update(item: ViewItem): void;
  focus(): void;
}

export type Send = (intent: Intent) => void;

interface OptionNode {
  input: HTMLInputElement;
  text: HTMLElement;
}

let groups = 0;

export function choices(first: ViewItem, send: Send): ItemNode {
  const radio = first.kind !== 'multi';
  const group = 'yp' + ++groups;
  const node = part(h('fieldset', 'item ' + first.kind), first.kind);
  const legend = node.appendChild(h('legend'));
  const hint = node.appendChild(h('p', 'hint'));
  const list = node.appendChild(h('div', 'options'));
  hint.id = group + 'h';
  let drawn = new Map<string, OptionNode>();

  const add = (option: ViewOption): OptionNode => {
    const label = part(h('label', 'option'), 'option');
    const input = label.appendChild(h('input'));
    const card = label.appendChild(h('span', 'card'));
    input.type = radio ? 'radio' : 'checkbox';
    input.name = group;
    input.value = option.id;
    input.addEventListener('change', () => {
      send({ kind: 'toggle', item: first.id, option: option.id, now: clock() });
    });
    if (radio) card.appendChild(face(option.id));
    const text = card.appendChild(h('span', 'text'));
    card.appendChild(h('span', 'tick'));
    list.appendChild(label);
    return { input, text };
  };

  return {
    node,
    update(item) {
      const options = item.options || [];
      legend.textContent = item.label;
      say(hint, item.hint);
      if (item.hint) node.setAttribute('aria-describedby', hint.id);
      if (options.length !== drawn.size || options.some((option) => !drawn.has(option.id))) {
        list.textContent = '';
        drawn = new Map();
      }
      for (const option of options) {
        let each = drawn.get(option.id);
        if (!each) drawn.set(option.id, (each = add(option)));
        each.text.textContent = option.label;
        each.input.checked = !!option.selected;
      }
    },
    focus() {
      const input =
        list.querySelector<HTMLInputElement>('input:checked') || list.querySelector('input');
      if (input) input.focus();
    },
  };
}
