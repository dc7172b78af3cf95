// SPDX-License-Identifier: Apache-2.0
// The holder of a receipt sees the rating and its case. The receipt is a secret: it arrives in the
// fragment, which browsers send to nobody, and leaves the address bar and the history at once.
import { call, type Answer, type Problem } from '../shared/api';
import { footer, frame, problemBox } from '../shared/chrome';
import { announce, byId, el, on, replace } from '../shared/dom';
import { say } from '../shared/language';
import { drawNotArrived, drawRating, type Reply, type Stored } from './draw';
import { text } from './text';

type Lookup = Stored | { readonly state: 'not_arrived' };

type Page =
  | { readonly at: 'asking'; readonly problem?: Problem }
  | { readonly at: 'looking' }
  | { readonly at: 'known'; readonly rating: Lookup; readonly problem?: Problem };

const input = byId('receipt') as HTMLInputElement;
let receipt = '';
let page: Page = { at: 'asking' };

on(byId('ask'), {
  submit: (event) => {
    event.preventDefault();
    void look(plain(input.value));
  },
});
on(window, { hashchange: takeFragment });
frame(text.title, draw);
takeFragment();

function takeFragment(): void {
  const given = plain(fragment());
  if (given === '') return;
  history.replaceState(null, '', location.pathname + location.search);
  void look(given);
}

/** "#main" is the skip link's target, not a receipt. */
function fragment(): string {
  const raw = location.hash.slice(1);
  if (raw === '' || document.getElementById(raw)) return '';
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

/** Only what people add for reading goes away; whether it is a receipt is for the collector to say. */
function plain(typed: string): string {
  return typed.replace(/[\s\-‐-―－]/g, '').toUpperCase();
}

async function look(number: string): Promise<void> {
  if (number === '') {
    const problem = { code: 'empty', status: 0, message: text.empty, remedy: text.emptyRemedy };
    show({ at: 'asking', problem });
    input.focus();
    return;
  }
  receipt = number;
  show({ at: 'looking' });
  settle(await call<Lookup>('/v1/receipts:lookup', { method: 'POST', body: { receipt } }));
}

function settle(answer: Answer<Lookup>): void {
  if (!answer.ok) {
    input.value = receipt;
    show({ at: 'asking', problem: answer.problem });
    return;
  }
  input.value = '';
  show({ at: 'known', rating: answer.value });
  byId('outcome').focus();
}

async function answerReply(reply: Reply): Promise<void> {
  if (page.at !== 'known') return;
  const { rating } = page;
  for (const button of document.querySelectorAll('.choices button'))
    button.setAttribute('disabled', '');
  announce(say(text.sending));
  const body = { receipt, answer: reply };
  const got = await call<Lookup>('/v1/receipts:answer', { method: 'POST', body });
  if (!got.ok) {
    show({ at: 'known', rating, problem: got.problem });
    return;
  }
  show({ at: 'known', rating: got.value });
  announce(say(text.thanks));
  byId('outcome').focus();
}

function show(next: Page): void {
  page = next;
  draw();
}

function draw(): void {
  byId('title').textContent = say(text.title);
  byId('lead').textContent = say(text.lead);
  byId('receipt-label').textContent = say(text.label);
  byId('receipt-hint').textContent = say(text.hint);
  byId('look').textContent = say(text.look);
  byId('ask').hidden = page.at !== 'asking';
  footer(
    el('p', {}, say(text.keep)),
    el('ul', {}, el('li', {}, el('a', { href: '/results/' }, say(text.results)))),
  );
  replace(byId('rating'), ...content());
}

function content(): Node[] {
  if (page.at === 'looking')
    return [el('p', { class: 'quiet', role: 'status' }, say(text.looking))];
  if (page.at === 'asking')
    return page.problem ? [problemBox(page.problem, retryOf(page.problem))] : [];
  const wrong = page.problem ? [problemBox(page.problem)] : [];
  const drawn =
    page.rating.state === 'stored'
      ? drawRating(receipt, page.rating, (reply) => void answerReply(reply))
      : drawNotArrived(receipt);
  return [...drawn, ...wrong, tools()];
}

/** Only what may pass by itself is worth the same try again. */
function retryOf(problem: Problem): (() => void) | undefined {
  const passing = problem.code === 'unreachable' || problem.status === 429 || problem.status >= 500;
  return passing ? () => void look(receipt) : undefined;
}

function tools(): HTMLElement {
  const refresh = el(
    'button',
    { type: 'button', class: 'button plain', id: 'refresh' },
    say(text.refresh),
  );
  const another = el('button', { type: 'button', class: 'button plain' }, say(text.another));
  on(refresh, { click: () => void look(receipt) });
  on(another, {
    click: () => {
      receipt = '';
      show({ at: 'asking' });
      input.focus();
    },
  });
  return el('p', { class: 'tools' }, refresh, another);
}
