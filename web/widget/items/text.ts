// SPDX-License-Identifier: Apache-2.0
// Free text. The core counts code points; the browser's own `maxlength` counts UTF-16 units.
import { h, part, say } from '../lent';
import { clock } from '../intent';
import type { Texts, ViewItem } from '../view';
import type { ItemNode, Send } from './choices';
import { fill } from '../texts';

let fields = 0;

export const text =
  (texts: () => Texts) =>
  (first: ViewItem, send: Send): ItemNode => {
    const id = 'yt' + ++fields;
    const node = part(h('div', 'item text'), 'text');
    const label = h('label', 'legend');
    const hint = h('p', 'hint');
    const { purpose } = first;
    const area = part(h(purpose ? 'input' : 'textarea', 'field'), 'textarea');
    const foot = h('div', 'under');
    const error = h('p', 'error');
    const count = h('p', 'count');
    foot.append(error, count);
    node.append(label, hint, area, foot);
    let composing = false;
    label.htmlFor = area.id = id;
    hint.id = id + 'h';
    error.id = id + 'e';
    count.id = id + 'c';
    if (purpose) {
      area.autocomplete = purpose;
      area.setAttribute('type', purpose === 'name' ? 'text' : purpose);
    } else area.setAttribute('rows', '3');
    area.setAttribute('aria-describedby', [hint.id, count.id, error.id].join(' '));

    const changed = (): void => {
      // Half-written pinyin is not text yet: it would be counted and saved as Latin letters.
      if (!composing) send({ kind: 'text', item: first.id, text: area.value, now: clock() });
    };
    area.addEventListener('input', changed);
    area.addEventListener('compositionstart', () => (composing = true));
    area.addEventListener('compositionend', () => {
      composing = false;
      changed();
    });

    return {
      node,
      update(item) {
        const remaining = item.remaining || 0;
        area.disabled = item.enabled === false;
        label.textContent = item.label;
        say(hint, item.hint);
        say(error, item.error);
        const key = remaining < 0 ? 'over_limit' : 'remaining';
        say(count, fill(texts()[key], { count: String(Math.abs(remaining)) }));
        area.setAttribute('aria-invalid', String(!!item.error));
        const value = item.value || '';
        // What is being typed is newer than any view.
        if (!composing && area.value !== value) area.value = value;
      },
      focus: () => area.focus(),
    };
  };
