// SPDX-License-Identifier: Apache-2.0
// This month's figures of one area. The address carries area and month, so a view can be shared.
import { call, type Problem } from '../shared/api';
import { footer, frame, problemBox } from '../shared/chrome';
import { announce, byId, el, on, replace } from '../shared/dom';
import { dateTime, month as monthText } from '../shared/format';
import { say } from '../shared/language';
import { common } from '../shared/text';
import { drawFigures } from './draw';
import { text } from './text';
import type { Figures, Index } from './types';

// A snapshot is made at `next`; looking more often than this shows nothing new, and looking less
// often would leave a wall display behind when the collector's schedule changes.
const SOONEST_MS = 2_000;
const LATEST_MS = 60_000;

const asked = new URLSearchParams(location.search);
let area = asked.get('area') ?? '';
let month = asked.get('month') ?? '';
let index: Index | undefined;
let figures: Figures | undefined;
let problem: Problem | undefined;
let timer = 0;
let turn = 0;

const areaSelect = byId('area') as HTMLSelectElement;
const monthSelect = byId('month') as HTMLSelectElement;

frame(text.title, draw);
on(areaSelect, { change: pick });
on(monthSelect, { change: pick });
on(byId('pickers'), { submit: (event) => event.preventDefault() });
on(document, {
  visibilitychange: () => {
    if (document.visibilityState === 'visible') void load();
    else clearTimeout(timer);
  },
});
void load();

function pick(): void {
  area = areaSelect.value;
  month = monthSelect.value;
  history.replaceState(null, '', `?${new URLSearchParams({ area, month }).toString()}`);
  void load();
}

async function load(): Promise<void> {
  clearTimeout(timer);
  const mine = ++turn;
  const listed = await call<Index>('/v1/public/index');
  if (mine !== turn) return;
  if (!listed.ok) return finish(undefined, listed.problem);
  index = listed.value;
  if (!index.areas.some((each) => each.code === area)) area = index.areas[0]?.code ?? '';
  if (!index.months.includes(month)) month = newest(index.months);
  if (area === '' || month === '') return finish(undefined, undefined);
  const query = new URLSearchParams({ area, month }).toString();
  const got = await call<Figures>(`/v1/public/figures?${query}`);
  if (mine !== turn) return;
  if (got.ok) finish(got.value, undefined);
  else finish(undefined, got.problem);
}

function finish(next: Figures | undefined, wrong: Problem | undefined): void {
  const before = counts(figures);
  const sameView = figures?.area === next?.area && figures?.month === next?.month;
  // A failed refresh keeps what is on the screen: old figures with their cut-off beat none.
  if (
    next !== undefined ||
    wrong === undefined ||
    figures?.area !== area ||
    figures.month !== month
  ) {
    figures = next;
  }
  problem = wrong;
  draw();
  if (before !== '' && sameView && before !== counts(figures)) announce(say(text.updated));
  if (document.visibilityState === 'visible') timer = window.setTimeout(() => void load(), pause());
}

function pause(): number {
  if (!figures || problem) return LATEST_MS / 6;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, figures.next * 1000 - Date.now() + 500));
}

/** What a reader would notice: everything but the times, which change with every snapshot. */
function counts(of: Figures | undefined): string {
  return of ? JSON.stringify({ ...of, cut_off: 0, next: 0 }) : '';
}

function newest(months: readonly string[]): string {
  return [...months].sort().pop() ?? '';
}

function draw(): void {
  byId('title').textContent = say(text.title);
  byId('lead').textContent = say(text.lead);
  footer(el('ul', {}, el('li', {}, el('a', { href: '/receipt/' }, say(text.receipt)))));
  drawPickers();
  drawStamp();
  const place = byId('figures');
  place.setAttribute('aria-busy', String(index === undefined && problem === undefined));
  const shown = drawing();
  if (shown !== drawn) {
    drawn = shown;
    replace(place, ...content());
  }
}

// Redrawing equal figures would take a reader's selection and a screen reader's place away.
let drawn = '';

function drawing(): string {
  return `${document.documentElement.lang} ${problem?.code ?? ''} ${index ? 'listed' : ''} ${counts(figures)}`;
}

function content(): Node[] {
  const wrong = problem ? [problemBox(problem, () => void load())] : [];
  if (figures) {
    const code = figures.area;
    const name = index?.areas.find((each) => each.code === code)?.name;
    return [...wrong, ...drawFigures(figures, name ?? { 'zh-Hans': code, en: code })];
  }
  if (problem) return wrong;
  if (!index) return [el('p', { class: 'quiet' }, say(common.loading))];
  return [
    el(
      'div',
      { class: 'card' },
      el('p', {}, say(text.empty)),
      el('p', { class: 'quiet' }, say(text.emptyRemedy)),
    ),
  ];
}

function drawStamp(): void {
  byId('stamp').textContent = figures
    ? say(text.stamp, { cut: dateTime(figures.cut_off), next: dateTime(figures.next) })
    : '';
}

function drawPickers(): void {
  byId('area-label').textContent = say(text.area);
  byId('month-label').textContent = say(text.month);
  if (!index) return;
  byId('pickers').hidden = area === '';
  options(
    areaSelect,
    index.areas.map((each) => [each.code, say(each.name)]),
    area,
  );
  options(
    monthSelect,
    [...index.months]
      .sort()
      .reverse()
      .map((each) => [each, monthText(each)]),
    month,
  );
}

/** Fills a list only when it changed, so that an open one does not close under the reader. */
function options(
  select: HTMLSelectElement,
  entries: readonly (readonly [string, string])[],
  chosen: string,
): void {
  const now = [...select.options].map((option) => `${option.value}=${option.text}`).join();
  if (now !== entries.map(([value, label]) => `${value}=${label}`).join()) {
    replace(select, ...entries.map(([value, label]) => el('option', { value }, label)));
  }
  if (select.value !== chosen) select.value = chosen;
}
