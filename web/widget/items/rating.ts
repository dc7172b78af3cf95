// SPDX-License-Identifier: Apache-2.0
// A rating can be taken back: radios cannot be unchecked by hand.
import { button } from '../lent';
import { CLEAR, clock } from '../intent';
import type { Kind } from '../surface';
import type { Texts } from '../view';

export const clearable =
  (base: Kind, texts: () => Texts): Kind =>
  (first, send) => {
    const inner = base(first, send);
    const clear = button('clear', '', () => {
      send({ kind: 'apply', code: CLEAR, argument: first.id, now: clock() });
      inner.focus();
    });
    inner.node.append(clear);
    return {
      node: inner.node,
      focus: inner.focus,
      update(item) {
        inner.update(item);
        clear.textContent = texts()['clear_choice'] || '';
        // Named for the question that it clears: there are several such buttons.
        clear.setAttribute('aria-label', clear.textContent + ' · ' + item.label);
        clear.hidden = !(item.options || []).some((option) => option.selected);
      },
    };
  };
