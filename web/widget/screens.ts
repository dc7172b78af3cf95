// SPDX-License-Identifier: Apache-2.0
// What stands in place of the form: a receipt, or why there is nothing to rate.
import { button, h, icon, part } from './lent';
import type { Problem } from './outcome';
import { fill, grouped } from './texts';
import type { Texts } from './view';

const TICK = 'M24 4a20 20 0 1 0 0 40a20 20 0 1 0 0-40M15 24l7 7l12-14';
const INFO = 'M24 4a20 20 0 1 0 0 40a20 20 0 1 0 0-40M24 21v12M24 14v1';

function heading(text = ''): HTMLElement {
  const node = h('h3', 'outcome', text);
  // A keyboard or a screen reader is taken here when the form goes away.
  node.tabIndex = -1;
  return node;
}

function link(className: string, text = '', href: string): HTMLAnchorElement {
  const node = h('a', className, text);
  node.href = href;
  node.target = '_blank';
  node.rel = 'noopener noreferrer';
  return node;
}

/** The collector's own words on a problem, in the language nearest to the reader's. */
export function wordsOf(problem: Problem | undefined, language: string): string {
  if (!problem) return '';
  const pick = (by: Record<string, string>) => by[language] || by['en'] || '';
  return [pick(problem.message), pick(problem.remedy)].filter(Boolean).join(' ');
}

/** `state`: rated, closed, not_open, expired, forged, declined, … (keys `ui.state_<state>_…`). */
export function stateScreen(state: string, texts: Texts, receiptPage: string): Node[] {
  const nodes: Node[] = [
    icon('sign', INFO),
    heading(texts['state_' + state + '_title']),
    h('p', '', fill(texts['state_' + state + '_help'], { origin: location.origin })),
  ];
  if (state === 'rated') nodes.push(link('action', texts['open_receipt'], receiptPage));
  return nodes;
}

export function receiptScreen(
  receipt: string,
  texts: Texts,
  note: string,
  receiptPage: string,
): Node[] {
  const shown = grouped(receipt);
  const card = part(h('div', 'receipt'), 'receipt');
  const number = h('output', 'number', shown);
  const copied = h('p', 'hint');
  copied.setAttribute('role', 'status');
  const copy = button('quiet', texts['copy'] || '', () => {
    copyText(shown, number).then(
      () => (copied.textContent = texts['copied'] || ''),
      () => (copied.textContent = texts['copy_failed'] || ''),
    );
  });
  card.append(h('p', 'hint', texts['receipt']), number, copy, copied);
  return [
    icon('sign', TICK),
    heading(texts['stored_title']),
    h('p', '', note || texts['stored_text']),
    card,
    h('p', '', texts['keep_receipt']),
    // The fragment never reaches a server log.
    link('action', texts['open_receipt'], receiptPage + '#' + receipt),
  ];
}

function copyText(text: string, node: Node): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  return new Promise((done, failed) => {
    const selection = getSelection();
    if (selection) selection.selectAllChildren(node);
    if (document.execCommand('copy')) done();
    else failed();
  });
}
