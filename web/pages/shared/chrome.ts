// SPDX-License-Identifier: Apache-2.0
// What surrounds every page: title, skip link, language switch, footer links; and the problem box.
import type { Problem } from './api';
import { byId, el, on, replace } from './dom';
import { language, say, setLanguage, type Words } from './language';
import { common } from './text';

/** Draws the frame now and after every change of language; `draw` does the page's own part. */
export function frame(title: Words, draw: () => void): void {
  const show = (): void => {
    setLanguage(language());
    document.title = `${say(title)} · ${say(common.product)}`;
    byId('skip').textContent = say(common.skip);
    byId('product').textContent = say(common.product);
    byId('tagline').textContent = say(common.tagline);
    const other = byId('language');
    other.textContent = say(common.otherLanguage);
    other.lang = language() === 'zh-Hans' ? 'en' : 'zh-Hans';
    draw();
  };
  on(byId('language'), {
    click: () => {
      setLanguage(language() === 'zh-Hans' ? 'en' : 'zh-Hans');
      show();
    },
  });
  show();
}

/** What happened, what to do, and the stable code for whoever is asked for help. */
export function problemBox(problem: Problem, retry?: () => void): HTMLElement {
  const box = el(
    'div',
    { class: 'problem', role: 'alert' },
    el('p', { class: 'problem-what' }, say(problem.message)),
    el('p', {}, say(problem.remedy)),
    el('p', { class: 'quiet small' }, el('code', {}, problem.code)),
  );
  if (retry) {
    const again = el('button', { type: 'button', class: 'button plain' }, say(common.retry));
    box.appendChild(on(again, { click: retry }));
  }
  return box;
}

export function footer(...children: (Node | string)[]): void {
  replace(byId('footer'), ...children);
}
