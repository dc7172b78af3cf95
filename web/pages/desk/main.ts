// SPDX-License-Identifier: Apache-2.0
// The officer's desk: sign in, the list by deadline, one case, reply, close.
import { call, type Answer, type Problem } from '../shared/api';
import { footer, frame, problemBox } from '../shared/chrome';
import { announce, byId, el, on, replace } from '../shared/dom';
import { say, type Words } from '../shared/language';
import { common } from '../shared/text';
import { caseDetail, type Doing } from './detail';
import { caseList } from './list';
import { length, REPLY_LIMIT } from './reply';
import { Busy, signInForm } from './signin';
import { text } from './text';
import type { CaseDetail, CaseLine, CasePage, Filter, Officer } from './types';

type Screen =
  | { readonly at: 'loading' }
  | { readonly at: 'down'; readonly problem: Problem }
  | { readonly at: 'sign-in'; readonly busy: Busy; readonly problem?: Problem }
  | { readonly at: 'list'; readonly cases: readonly CaseLine[]; readonly next?: string }
  | { readonly at: 'case'; readonly one: CaseDetail; readonly problem?: Problem };

let screen: Screen = { at: 'loading' };
let officer: Officer | undefined;
let filter: Filter = 'open';
let turn = 0;
// What was typed survives a stale version and a lost session, but not the page: it is about a person.
const drafts = new Map<string, string>();

frame(text.title, draw);
on(window, { hashchange: () => void go(), beforeunload: keepDraft });
void start();

async function start(): Promise<void> {
  const session = await call<Officer>('/v1/admin/session');
  if (session.ok) {
    officer = session.value;
    await go();
  } else if (session.problem.status === 401) {
    show({ at: 'sign-in', busy: Busy.no });
  } else {
    show({ at: 'down', problem: session.problem });
  }
}

async function signIn(name: string, password: string): Promise<void> {
  show({ at: 'sign-in', busy: Busy.yes });
  const session = await call<Officer>('/v1/admin/session', {
    method: 'POST',
    body: { name, password },
  });
  if (session.ok) {
    officer = session.value;
    await go();
    return;
  }
  show({ at: 'sign-in', busy: Busy.no, problem: session.problem });
  (byId('name') as HTMLInputElement).value = name;
  byId('password').focus();
}

async function signOut(): Promise<void> {
  await change('/v1/admin/session', 'DELETE');
  officer = undefined;
  drafts.clear();
  history.replaceState(null, '', location.pathname + location.search);
  show({ at: 'sign-in', busy: Busy.no });
}

/** Shows what the address names: a case, or the list. */
async function go(): Promise<void> {
  if (!officer) return;
  const id = caseInAddress();
  const mine = ++turn;
  if (id === '') {
    const got = await call<CasePage>(`/v1/admin/cases?state=${filter}`);
    if (mine === turn) settle(got, (page) => ({ at: 'list', ...page }));
    return;
  }
  const got = await call<CaseDetail>(`/v1/admin/cases/${id}`);
  if (mine !== turn) return;
  settle(got, (one) => ({ at: 'case', one }));
  if (screen.at === 'case') byId('detail-heading').focus();
}

/** The next page of the list, below what is shown; the focus goes to its first case. */
async function more(shown: readonly CaseLine[], after: string): Promise<void> {
  const mine = ++turn;
  const got = await call<CasePage>(`/v1/admin/cases?state=${filter}&after=${after}`);
  if (mine !== turn) return;
  settle(got, ({ cases, next }) => ({
    at: 'list',
    cases: [...shown, ...cases],
    ...(next === undefined ? {} : { next }),
  }));
  document.querySelectorAll<HTMLElement>('.case-link')[shown.length]?.focus();
}

function caseInAddress(): string {
  return /^#([0-9a-f]{32})$/.exec(location.hash)?.[1] ?? '';
}

function settle<T>(got: Answer<T>, next: (value: T) => Screen): void {
  if (got.ok) show(next(got.value));
  else if (!signedOut(got.problem)) show({ at: 'down', problem: got.problem });
}

function signedOut(problem: Problem): boolean {
  if (problem.status !== 401) return false;
  officer = undefined;
  show({ at: 'sign-in', busy: Busy.no, problem });
  return true;
}

function change<T>(path: string, method: 'POST' | 'DELETE', body?: unknown): Promise<Answer<T>> {
  return call<T>(path, {
    method,
    csrf: officer?.csrf ?? '',
    ...(body === undefined ? {} : { body }),
  });
}

async function move(one: CaseDetail, name: 'reply' | 'close', done: Words): Promise<void> {
  const draft = drafts.get(one.id) ?? '';
  const body =
    name === 'reply' ? { version: one.version, text: draft.trim() } : { version: one.version };
  for (const button of document.querySelectorAll('#desk button'))
    button.setAttribute('disabled', '');
  announce(say(text.sending));
  const got = await change<CaseDetail>(`/v1/admin/cases/${one.id}/${name}`, 'POST', body);
  if (got.ok) {
    if (name === 'reply') drafts.delete(one.id);
    show({ at: 'case', one: got.value });
    announce(say(done));
    byId('detail-heading').focus();
  } else if (!signedOut(got.problem)) {
    show({ at: 'case', one, problem: got.problem });
  }
}

function sendReply(one: CaseDetail): void {
  const size = length(drafts.get(one.id) ?? '');
  if (size > 0 && size <= REPLY_LIMIT) {
    void move(one, 'reply', text.sent);
    return;
  }
  const message = size === 0 ? text.replyEmpty : text.replyLong;
  const remedy = size === 0 ? text.replyEmptyRemedy : text.replyLongRemedy;
  show({ at: 'case', one, problem: { code: 'bad_value', status: 0, message, remedy } });
  byId('reply').focus();
}

function keepDraft(event: BeforeUnloadEvent): void {
  if ([...drafts.values()].some((draft) => draft.trim() !== '')) event.preventDefault();
}

function show(next: Screen): void {
  screen = next;
  draw();
}

function draw(): void {
  byId('title').textContent = say(text.title);
  footer(el('ul', {}, el('li', {}, el('a', { href: '/results/' }, say(common.results)))));
  drawWho();
  const place = byId('desk');
  place.setAttribute('aria-busy', String(screen.at === 'loading'));
  replace(place, ...content(screen));
}

function content(now: Screen): Node[] {
  switch (now.at) {
    case 'loading':
      return [el('p', { class: 'quiet' }, say(common.loading))];
    case 'down':
      return [problemBox(now.problem, () => void (officer ? go() : start()))];
    case 'sign-in':
      return [signInForm(now.problem, now.busy, (name, password) => void signIn(name, password))];
    case 'list':
      return caseList(now.cases, filter, {
        pick: (next) => {
          filter = next;
          void go();
        },
        more: now.next === undefined ? undefined : () => void more(now.cases, now.next ?? ''),
      });
    case 'case':
      return caseDetail(now.one, doing(now.one, now.problem));
  }
}

function doing(one: CaseDetail, problem: Problem | undefined): Doing {
  return {
    draft: drafts.get(one.id) ?? '',
    problem,
    typed: (draft) => drafts.set(one.id, draft),
    reply: () => sendReply(one),
    close: () => void move(one, 'close', text.closedNow),
    reload: () => void go(),
  };
}

function drawWho(): void {
  const who = byId('who');
  who.hidden = officer === undefined;
  if (!officer) return;
  const out = el('button', { type: 'button', class: 'language' }, say(text.signOut));
  const { display_name: name, area } = officer;
  replace(
    who,
    el('span', { class: 'quiet small' }, say(text.signedInAs, { name, area })),
    on(out, { click: () => void signOut() }),
  );
}
