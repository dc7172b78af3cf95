// SPDX-License-Identifier: Apache-2.0
import { el, on } from '../shared/dom';
import { say, type Words } from '../shared/language';
import { text } from './text';

/** docs/http.md: a reply has 1 to 1,000 code points. */
export const REPLY_LIMIT = 1000;

export interface Replying {
  readonly draft: string;
  typed(draft: string): void;
  reply(): void;
}

/** Code points, as the collector counts: an emoji or a rare character is one. */
export function length(draft: string): number {
  return Array.from(draft.trim()).length;
}

export function replyForm(heading: Words, doing: Replying): HTMLElement {
  const box = el('textarea', { id: 'reply', rows: 6, 'aria-describedby': 'reply-hint reply-left' });
  box.value = doing.draft;
  const left = el('p', { class: 'quiet small number', id: 'reply-left' });
  const countDown = (): void => {
    const rest = REPLY_LIMIT - length(box.value);
    left.textContent = say(rest < 0 ? text.tooLong : text.remaining, { count: Math.abs(rest) });
    left.classList.toggle('over', rest < 0);
  };
  on(box, {
    input: () => {
      doing.typed(box.value);
      countDown();
    },
  });
  countDown();
  const form = el(
    'form',
    { class: 'card reply-form', novalidate: true },
    el('h2', {}, el('label', { for: 'reply' }, say(heading))),
    el('p', { class: 'quiet small', id: 'reply-hint' }, say(text.replyHint)),
    box,
    el(
      'div',
      { class: 'reply-foot' },
      left,
      el('button', { class: 'button', type: 'submit' }, say(text.send)),
    ),
  );
  return on(form, {
    submit: (event) => {
      event.preventDefault();
      doing.reply();
    },
  });
}
