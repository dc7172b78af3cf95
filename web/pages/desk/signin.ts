// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../shared/api';
import { problemBox } from '../shared/chrome';
import { el, on } from '../shared/dom';
import { say } from '../shared/language';
import { text } from './text';

export function signInForm(
  problem: Problem | undefined,
  busy: Busy,
  submit: (name: string, password: string) => void,
): HTMLElement {
  const name = el('input', {
    id: 'name',
    type: 'text',
    autocomplete: 'username',
    autocapitalize: 'none',
    spellcheck: 'false',
    required: true,
  });
  const password = el('input', {
    id: 'password',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  });
  const button = el(
    'button',
    { class: 'button', type: 'submit', disabled: busy === Busy.yes },
    say(busy === Busy.yes ? text.signingIn : text.signIn),
  );
  const form = el(
    'form',
    { class: 'card sign-in' },
    el('p', { class: 'quiet' }, say(text.signInNote)),
    el('div', { class: 'field' }, el('label', { for: 'name' }, say(text.name)), name),
    el('div', { class: 'field' }, el('label', { for: 'password' }, say(text.password)), password),
    problem ? problemBox(problem) : null,
    button,
  );
  return on(form, {
    submit: (event) => {
      event.preventDefault();
      submit(name.value, password.value);
    },
  });
}

export enum Busy {
  no,
  yes,
}
