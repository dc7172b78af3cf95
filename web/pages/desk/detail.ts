// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../shared/api';
import { problemBox } from '../shared/chrome';
import { el, on, replace } from '../shared/dom';
import { dateTime, week } from '../shared/format';
import { say, type Words } from '../shared/language';
import { levelText } from '../shared/text';
import { dueOf } from './list';
import { replyForm } from './reply';
import { channelText, dimensionText, moveText, stateText, text } from './text';
import type { CaseDetail, Event } from './types';

export interface Doing {
  readonly draft: string;
  readonly problem: Problem | undefined;
  typed(draft: string): void;
  reply(): void;
  close(): void;
  reload(): void;
}

export function caseDetail(one: CaseDetail, doing: Doing): Node[] {
  const mayReply = one.moves.includes('reply');
  return [
    el('p', { class: 'back' }, el('a', { href: '#' }, `← ${say(text.back)}`)),
    whatWasSaid(one),
    doing.problem ? problemOf(doing.problem, doing) : null,
    mayReply ? replyForm(one.state === 'opened' ? text.reply : text.replyAgain, doing) : null,
    one.moves.includes('close') ? closing(doing) : null,
    history(one.history),
  ].filter((node): node is HTMLElement => node !== null);
}

function problemOf(problem: Problem, doing: Doing): HTMLElement {
  const box = problemBox(problem);
  if (problem.code !== 'case_moved' && problem.code !== 'move_refused') return box;
  const reload = el('button', { type: 'button', class: 'button plain' }, say(text.reload));
  box.appendChild(on(reload, { click: () => doing.reload() }));
  return box;
}

function whatWasSaid(one: CaseDetail): HTMLElement {
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'detail-heading' },
    el(
      'div',
      { class: 'card-head' },
      el('h2', { id: 'detail-heading', tabindex: -1 }, one.item_name),
      el('span', { class: `state ${one.state}` }, say(stateText(one.state))),
    ),
    el('p', { class: 'level' }, say(levelText(one.level))),
    el(
      'dl',
      { class: 'facts' },
      fact(text.office, one.org_name),
      fact(text.channel, say(channelText(one.channel))),
      fact(text.week, week(one.week)),
      fact(text.due, dueOf(one)),
      ...opinions(one),
    ),
    el('p', { class: 'quiet small privacy' }, say(text.privacy)),
  );
}

function opinions(one: CaseDetail): HTMLElement[] {
  const reasons = one.reasons ?? [];
  const dimensions = Object.entries(one.dimensions ?? {});
  const said: HTMLElement[] = [];
  if (reasons.length > 0) {
    const lines = reasons.map(({ code, text: reason }) =>
      el('li', {}, say(reason), ' ', el('span', { class: 'quiet small number' }, code)),
    );
    said.push(fact(text.reasons, el('ul', {}, ...lines)));
  }
  if (dimensions.length > 0) {
    const lines = dimensions.map(([id, level]) =>
      el('li', {}, `${say(dimensionText(id))}：`, el('strong', {}, say(levelText(level)))),
    );
    said.push(fact(text.dimensions, el('ul', {}, ...lines)));
  }
  if (one.text) said.push(fact(text.said, el('blockquote', { class: 'said' }, one.text)));
  return said.length > 0 ? said : [fact(text.said, say(text.nothingSaid))];
}

function fact(label: Words, value: Node | string): HTMLElement {
  return el('div', {}, el('dt', {}, say(label)), el('dd', {}, value));
}

function closing(doing: Doing): HTMLElement {
  const place = el('div', { class: 'closing' });
  const ask = (): void => {
    const yes = el(
      'button',
      { type: 'button', class: 'button', id: 'close-yes' },
      say(text.closeYes),
    );
    const no = el('button', { type: 'button', class: 'button plain' }, say(text.closeNo));
    on(yes, { click: () => doing.close() });
    on(no, { click: offer });
    replace(place, el('p', {}, say(text.closeSure)), el('p', { class: 'pair' }, yes, no));
    yes.focus();
  };
  const offer = (event?: unknown): void => {
    const button = el(
      'button',
      { type: 'button', class: 'button plain', id: 'close' },
      say(text.close),
    );
    replace(place, on(button, { click: ask }));
    if (event !== undefined) button.focus();
  };
  offer();
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'close-heading' },
    el('h2', { id: 'close-heading' }, say(text.close)),
    el('p', { class: 'quiet small' }, say(text.closeNote)),
    place,
  );
}

/** The others are the system's and the rater's. */
const isOfficers = (event: Event): boolean => event.by !== 'system' && event.by !== 'citizen';

/** A case opens with its rating, and the desk never sees when somebody rated. */
function timeOf(event: Event): string {
  return event.move === 'opened' || event.at === undefined ? '' : dateTime(event.at);
}

function history(events: readonly Event[]): HTMLElement {
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'history-heading' },
    el('h2', { id: 'history-heading' }, say(text.history)),
    el(
      'ol',
      { class: 'events' },
      ...events.map((event) =>
        el(
          'li',
          {},
          el('span', { class: 'event-name' }, say(moveText(event.move))),
          el(
            'span',
            { class: 'quiet small' },
            [timeOf(event), isOfficers(event) && event.by].filter((part) => part).join(' · '),
          ),
          event.text ? el('p', { class: 'said' }, event.text) : null,
        ),
      ),
    ),
  );
}
