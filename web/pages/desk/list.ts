// SPDX-License-Identifier: Apache-2.0
import { el, on } from '../shared/dom';
import { lastDay, week } from '../shared/format';
import { say, type Words } from '../shared/language';
import { levelText } from '../shared/text';
import { channelText, stateText, text } from './text';
import type { CaseLine, Filter } from './types';

const filters: readonly (readonly [Filter, Words])[] = [
  ['open', text.open],
  ['closed', text.closed],
  ['all', text.all],
];

interface Listing {
  readonly pick: (filter: Filter) => void;
  /** Where there may be more than is shown. */
  readonly more: (() => void) | undefined;
}

export function caseList(
  cases: readonly CaseLine[],
  filter: Filter,
  { pick, more }: Listing,
): Node[] {
  const known = cases.length === 1 ? text.oneCase : text.cases;
  const amount = more ? text.firstCases : known;
  return [
    el(
      'div',
      { class: 'filters', role: 'group', 'aria-label': say(text.filter) },
      ...filters.map(([id, label]) =>
        on(
          el(
            'button',
            {
              type: 'button',
              class: 'button plain',
              'aria-pressed': String(id === filter),
              'data-filter': id,
            },
            say(label),
          ),
          { click: () => pick(id) },
        ),
      ),
    ),
    cases.length === 0
      ? el('p', { class: 'card', id: 'none' }, say(filter === 'open' ? text.noneOpen : text.none))
      : el('p', { class: 'quiet small amount' }, say(amount, { count: cases.length })),
    cases.length === 0 ? el('span') : table(cases),
    more
      ? on(el('button', { type: 'button', class: 'button plain', id: 'more' }, say(text.more)), {
          click: more,
        })
      : el('span'),
  ];
}

function table(cases: readonly CaseLine[]): HTMLElement {
  const heads = [text.due, text.level, text.item, text.office, text.channel, text.week, text.state];
  return el(
    'table',
    { class: 'card table', role: 'table', 'aria-label': say(text.title) },
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        ...heads.map((head) => el('th', { scope: 'col', role: 'columnheader' }, say(head))),
      ),
    ),
    el('tbody', { role: 'rowgroup' }, ...cases.map(row)),
  );
}

function row(one: CaseLine): HTMLElement {
  return el(
    'tr',
    { role: 'row', 'data-case': one.id },
    cell(text.due, dueOf(one)),
    cell(text.level, el('strong', {}, say(levelText(one.level)))),
    cell(text.item, el('a', { href: `#${one.id}`, class: 'case-link' }, one.item_name)),
    cell(text.office, one.org_name),
    cell(text.channel, say(channelText(one.channel))),
    cell(text.week, week(one.week)),
    cell(text.state, el('span', { class: `state ${one.state}` }, say(stateText(one.state)))),
  );
}

function cell(label: Words, content: Node | string): HTMLElement {
  return el('td', { role: 'cell', 'data-label': say(label) }, el('span', {}, content));
}

/** Late is said in words and by a sign, never by colour alone. */
export function dueOf(one: CaseLine): HTMLElement {
  return el(
    'span',
    { class: one.overdue ? 'due overdue' : 'due' },
    el('span', { class: 'number' }, lastDay(one.due)),
    one.overdue ? el('span', { class: 'late' }, say(text.overdue)) : null,
  );
}
