// SPDX-License-Identifier: Apache-2.0
// Items with options: native radios or checkboxes in a fieldset. The browser draws the press
// at once, with or without a core; the core's next view confirms it.
import { h, part, patch, say, type Drawn } from '../dom';
import { face } from '../faces';
import { clock, type Intent } from '../intent';
import type { ViewItem, ViewOption } from '../view';

export interface ItemNode extends Drawn<ViewItem> {
  focus(): void;
}

export type Send = (intent: Intent) => void;

let groups = 0;

export function choices(first: ViewItem, send: Send): ItemNode {
  const radio = first.kind !== 'multi';
  const group = 'yp' + ++groups;
  const faces = first.kind === 'level' || first.kind === 'rating';
  const node = part(h('fieldset', 'item ' + first.kind + (faces ? '' : ' list')), first.kind);
  const legend = h('legend');
  const hint = h('p', 'hint');
  const list = h('div', 'options');
  node.append(legend, hint, list);
  hint.id = group + 'h';
  const drawn = new Map<string, Drawn<ViewOption>>();

  const draw = ({ id }: ViewOption): Drawn<ViewOption> => {
    const label = part(h('label', 'option'), 'option');
    const input = h('input');
    const card = h('span', 'card');
    const text = h('span', 'text');
    input.type = radio ? 'radio' : 'checkbox';
    input.name = group;
    input.value = id;
    input.addEventListener('change', () => {
      send({ kind: 'toggle', item: first.id, option: id, now: clock() });
    });
    if (faces) card.append(face(id));
    card.append(text, h('span', 'tick'));
    label.append(input, card);
    return {
      node: label,
      update(option) {
        text.textContent = option.label;
        if (option.official) {
          const official = h('span', 'hint', option.official);
          official.lang = 'zh-Hans';
          text.append(' ', official);
        }
        input.checked = !!option.selected;
      },
    };
  };

  return {
    node,
    update(item) {
      node.disabled = item.enabled === false;
      legend.textContent = item.label;
      say(hint, item.hint);
      if (item.hint) node.setAttribute('aria-describedby', hint.id);
      patch(list, drawn, item.options || [], draw);
    },
    focus() {
      const input =
        list.querySelector<HTMLInputElement>('input:checked') || list.querySelector('input');
      if (input) input.focus();
    },
  };
}
