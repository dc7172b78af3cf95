// SPDX-License-Identifier: Apache-2.0
// What is only read: a statement, the heading of a section.
import { h, part } from '../lent';
import type { Kind } from '../surface';

export const words =
  (tag: 'h3' | 'p'): Kind =>
  (first) => {
    const node = part(h(tag, 'item ' + first.kind), first.kind);
    return {
      node,
      update({ label, hint }) {
        node.textContent = label + (hint ? ' ' + hint : '');
      },
      focus: () => undefined,
    };
  };
