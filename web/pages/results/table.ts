// SPDX-License-Identifier: Apache-2.0
// The table by organisation. Its roles are explicit: on a phone its rows are shown as cards, and
// a table without table layout loses its meaning in some screen readers.
import { el, svg } from '../shared/dom';
import { count, percent } from '../shared/format';
import { say } from '../shared/language';
import { LEVELS, levelText } from '../shared/text';
import { figureNames, text } from './text';
import type { Group, Organisation } from './types';

/** Ratings of all five levels. */
export function total(group: Group): number {
  return LEVELS.reduce((sum, level) => sum + group.levels[level], 0);
}

export function organisationsSection(organisations: readonly Organisation[]): HTMLElement {
  const heads = [text.organisation, text.rated, text.spread];
  const rates = organisations[0]?.figures.map((figure) => figure.id) ?? [];
  const shown = rates.filter((id) => id !== 'unrated_rate' && id !== 'bad_rate');
  return el(
    'section',
    { 'aria-labelledby': 'organisations-heading' },
    el('h2', { id: 'organisations-heading' }, say(text.organisations)),
    el(
      'table',
      { class: 'card table', role: 'table', 'aria-labelledby': 'organisations-heading' },
      el(
        'thead',
        { role: 'rowgroup' },
        el(
          'tr',
          { role: 'row' },
          ...heads.map((head) => el('th', { scope: 'col', role: 'columnheader' }, say(head))),
          ...shown.map((id) => el('th', { scope: 'col', role: 'columnheader' }, figureName(id))),
        ),
      ),
      el('tbody', { role: 'rowgroup' }, ...organisations.map((one) => organisationRow(one, shown))),
    ),
  );
}

function organisationRow(one: Organisation, shown: readonly string[]): HTMLElement {
  const cell = (label: string, ...children: (Node | string)[]): HTMLElement =>
    el('td', { role: 'cell', 'data-label': label }, ...children);
  const rates = shown.map((id) => {
    const figure = one.figures.find((each) => each.id === id);
    if (!figure) return cell(figureName(id), '—');
    const { numerator, denominator } = figure;
    return cell(
      figureName(id),
      el('strong', { class: 'number' }, percent(numerator, denominator)),
      el('span', { class: 'number quiet small' }, say(text.fraction, { numerator, denominator })),
    );
  });
  return el(
    'tr',
    { role: 'row' },
    el('th', { scope: 'row', role: 'rowheader' }, one.name),
    cell(say(text.rated), el('span', { class: 'number' }, count(total(one)))),
    cell(say(text.spread), spread(one)),
    ...rates,
  );
}

function spread(one: Group): Element {
  const all = total(one);
  if (all === 0) return el('span', { class: 'quiet small' }, say(text.nobody));
  const label = LEVELS.filter((level) => one.levels[level] > 0)
    .map((level) => say(text.spreadOf, { level: say(levelText(level)), count: one.levels[level] }))
    .join('，');
  const box = svg('svg', {
    class: 'bar',
    viewBox: '0 0 1000 10',
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  });
  let before = 0;
  for (const level of LEVELS) {
    const x = Math.floor((1000 * before) / all);
    before += one.levels[level];
    const width = Math.floor((1000 * before) / all) - x;
    if (width > 0) box.appendChild(svg('rect', { class: `fill ${level}`, x, width, height: 10 }));
  }
  return box;
}

function figureName(id: string): string {
  const name = figureNames[id];
  return name ? say(name) : id;
}
