// SPDX-License-Identifier: Apache-2.0
// Figures to nodes. Bars are inline SVG, because a style attribute is refused by the page's policy.
import { el, svg } from '../shared/dom';
import { count, month, percent } from '../shared/format';
import { say, type Words } from '../shared/language';
import { LEVELS, levelText } from '../shared/text';
import { organisationsSection, total } from './table';
import { definitions, figureNames, notes, text } from './text';
import type { Figure, Figures, Group } from './types';

export function drawFigures(figures: Figures, areaName: Words): Node[] {
  const [first, ...others] = figures.figures;
  return [
    el(
      'section',
      { class: 'headline', 'aria-labelledby': 'main-heading' },
      el(
        'h2',
        { id: 'main-heading', class: 'where' },
        say(text.main, { area: say(areaName), month: month(figures.month) }),
      ),
      el('div', { class: 'pair' }, first ? headlineCard(first) : null, levelsCard(figures)),
    ),
    el(
      'section',
      { 'aria-labelledby': 'figures-heading' },
      el('h2', { id: 'figures-heading' }, say(text.figures)),
      el('div', { class: 'tiles' }, ...others.map(tile)),
    ),
    organisationsSection(figures.organisations),
    notesSection(),
  ];
}

function headlineCard(figure: Figure): HTMLElement {
  const card = tile(figure);
  card.classList.add('great');
  return card;
}

function tile(figure: Figure): HTMLElement {
  const name = figureNames[figure.id];
  const definition = definitions[`${figure.id} ${figure.formula}`];
  return el(
    'article',
    { class: 'card tile', 'data-figure': figure.id },
    el('h3', {}, name ? say(name) : figure.id),
    el('p', { class: 'rate number' }, percent(figure.numerator, figure.denominator)),
    el(
      'p',
      { class: 'fraction number' },
      say(text.fraction, {
        numerator: count(figure.numerator),
        denominator: count(figure.denominator),
      }),
    ),
    el('p', { class: 'quiet small' }, definition ? say(definition) : null),
    el('p', { class: 'quiet small formula' }, say(text.formula, { formula: figure.formula })),
  );
}

function levelsCard(group: Group): HTMLElement {
  const rated = total(group);
  const most = Math.max(1, ...LEVELS.map((level) => group.levels[level]));
  return el(
    'section',
    { class: 'card levels', 'aria-labelledby': 'levels-heading' },
    el('h3', { id: 'levels-heading' }, say(text.levels)),
    el(
      'dl',
      { class: 'bars' },
      ...LEVELS.map((level) => {
        const value = group.levels[level];
        return el(
          'div',
          { class: 'bar-row', 'data-level': level },
          el('dt', {}, say(levelText(level))),
          el(
            'dd',
            {},
            bar(level, value, most),
            el('span', { class: 'number bar-count' }, say(text.unitCount, { count: count(value) })),
            el('span', { class: 'number quiet small' }, percent(value, rated)),
          ),
        );
      }),
    ),
    el(
      'dl',
      { class: 'totals' },
      totalOf('rated', text.rated, rated),
      totalOf('pending', text.pending, group.pending),
      totalOf('unrated', text.unrated, group.unrated),
    ),
  );
}

function totalOf(id: string, label: Words, value: number): HTMLElement {
  return el(
    'div',
    { 'data-total': id },
    el('dt', { class: 'quiet small' }, say(label)),
    el('dd', { class: 'number' }, say(text.unitCount, { count: count(value) })),
  );
}

function bar(level: string, value: number, most: number): SVGElement {
  const frame = {
    class: 'bar',
    viewBox: '0 0 1000 10',
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  };
  const width = value === 0 ? 0 : Math.max(6, Math.floor((1000 * value) / most));
  return svg('svg', frame, svg('rect', { class: `fill ${level}`, width, height: 10 }));
}

function notesSection(): HTMLElement {
  return el(
    'section',
    { class: 'notes', 'aria-labelledby': 'notes-heading' },
    el('h2', { id: 'notes-heading' }, say(text.notes)),
    el('ul', {}, ...notes.map((note) => el('li', {}, say(note)))),
  );
}
