// SPDX-License-Identifier: Apache-2.0
import { el, on } from '../shared/dom';
import { dateTime, lastDay, receipt as grouped } from '../shared/format';
import { say, type Words } from '../shared/language';
import { levelText } from '../shared/text';
import { stepNotes, steps, text } from './text';

/** docs/http.md, "Receipts". */
export interface Stored {
  readonly state: 'stored';
  readonly level: string;
  readonly item_name: string;
  readonly org_name: string;
  readonly submitted: number;
  readonly case?: CaseOfRating;
}

export interface CaseOfRating {
  readonly state: 'opened' | 'replied' | 'reopened' | 'closed';
  readonly due: number;
  readonly reply?: string;
  readonly replied?: number;
  readonly outcome?: Reply;
  /** What may be said now. */
  readonly answers: readonly Reply[];
}

export type Reply = 'satisfied' | 'partly' | 'not_satisfied';

const answerText: Readonly<Record<Reply, Words>> = {
  satisfied: text.satisfied,
  partly: text.partly,
  not_satisfied: text.notSatisfied,
};

const outcomeText: Readonly<Record<Reply, Words>> = {
  satisfied: stepNotes.outcomeSatisfied,
  partly: stepNotes.outcomePartly,
  not_satisfied: stepNotes.outcomeNot,
};

interface Step {
  readonly name: Words;
  readonly at: 'done' | 'now' | 'later';
  readonly note?: string;
}

export function drawRating(number: string, rating: Stored, answer: (reply: Reply) => void): Node[] {
  const nodes: Node[] = [ratingCard(number, rating)];
  if (rating.case) {
    nodes.push(progressCard(rating, rating.case));
    if (rating.case.reply) nodes.push(replyCard(rating.case, answer));
  }
  return nodes;
}

export function drawNotArrived(number: string): Node[] {
  return [
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'outcome' },
      el('h2', { id: 'outcome', tabindex: -1 }, say(text.notArrived)),
      el('p', { class: 'receipt-number number' }, grouped(number)),
      el('p', { class: 'quiet' }, say(text.notArrivedWhy)),
    ),
  ];
}

function ratingCard(number: string, rating: Stored): HTMLElement {
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'outcome' },
    el(
      'div',
      { class: 'card-head' },
      el('h2', { id: 'outcome', tabindex: -1 }, say(text.mine)),
      el('span', { class: 'badge' }, say(text.stored)),
    ),
    el('p', { class: 'level' }, say(levelText(rating.level))),
    el(
      'dl',
      { class: 'facts' },
      fact(text.item, rating.item_name),
      fact(text.office, rating.org_name),
      fact(text.submitted, dateTime(rating.submitted)),
      fact(text.number, grouped(number), 'number receipt-number'),
    ),
  );
}

function fact(label: Words, value: string, kind = ''): HTMLElement {
  return el('div', {}, el('dt', {}, say(label)), el('dd', { class: kind }, value));
}

function progressCard(rating: Stored, its: CaseOfRating): HTMLElement {
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'progress' },
    el('h2', { id: 'progress' }, say(text.progress)),
    el('ol', { class: 'steps' }, ...stepsOf(rating, its).map(stepNode)),
  );
}

function stepsOf(rating: Stored, its: CaseOfRating): Step[] {
  const due = say(stepNotes.due, { date: lastDay(its.due) });
  const replied = its.replied === undefined ? undefined : dateTime(its.replied);
  const list: Step[] = [{ name: steps.stored, at: 'done', note: dateTime(rating.submitted) }];
  if (its.state === 'opened') {
    list.push(
      step(steps.opened, 'now', due),
      step(steps.replied, 'later'),
      step(steps.closed, 'later'),
    );
  } else if (its.state === 'replied') {
    list.push(
      step(steps.opened, 'done'),
      step(steps.replied, 'now', replied),
      step(steps.closed, 'later'),
    );
  } else if (its.state === 'reopened') {
    const why = say(stepNotes.outcomeNot);
    list.push(step(steps.opened, 'done'), step(steps.replied, 'done', replied));
    list.push(step(steps.reopened, 'now', `${why} · ${due}`), step(steps.closed, 'later'));
  } else {
    const ended = its.outcome === undefined ? undefined : say(outcomeText[its.outcome]);
    list.push(
      step(steps.opened, 'done'),
      step(steps.replied, 'done', replied),
      step(steps.closed, 'done', ended),
    );
  }
  return list;
}

function step(name: Words, at: Step['at'], note?: string): Step {
  return note === undefined ? { name, at } : { name, at, note };
}

function stepNode(one: Step): HTMLElement {
  return el(
    'li',
    { class: `step ${one.at}`, 'aria-current': one.at === 'now' ? 'step' : undefined },
    el('span', { class: 'step-name' }, say(one.name)),
    el('span', { class: 'hidden-visually' }, `（${say(stepNotes[one.at])}）`),
    one.note === undefined ? null : el('span', { class: 'step-note quiet small' }, one.note),
  );
}

function replyCard(its: CaseOfRating, answer: (reply: Reply) => void): HTMLElement {
  const card = el(
    'section',
    { class: 'card', 'aria-labelledby': 'reply' },
    el('h2', { id: 'reply' }, say(text.reply)),
    el('p', { class: 'reply' }, its.reply),
    its.replied === undefined
      ? null
      : el('p', { class: 'quiet small' }, say(text.repliedAt, { time: dateTime(its.replied) })),
  );
  if (its.answers.length > 0) card.appendChild(question(its, answer));
  return card;
}

function question(its: CaseOfRating, answer: (reply: Reply) => void): HTMLElement {
  const choice = (reply: Reply): HTMLElement =>
    on(
      el(
        'button',
        { type: 'button', class: 'button plain', 'data-answer': reply },
        say(answerText[reply]),
      ),
      { click: () => answer(reply) },
    );
  const isOver = its.state === 'closed';
  return el(
    'div',
    {
      class: 'question',
      role: 'group',
      'aria-labelledby': 'question',
      'aria-describedby': 'question-note',
    },
    el('h3', { id: 'question' }, say(isOver ? text.askAgain : text.ask)),
    el(
      'p',
      { class: 'quiet small', id: 'question-note' },
      say(isOver ? text.askAgainNote : text.askNote),
    ),
    el('div', { class: 'choices' }, ...its.answers.map(choice)),
  );
}
