// SPDX-License-Identifier: Apache-2.0
// What outlives a reload in this tab: level, ticks and dimensions, never text, contact or token.
import type { View } from './view';

export interface Kept {
  /** Submission id, 32 hex digits: a reload retries the same submission. */
  submission: string;
  /** Unix seconds of the first touch. */
  touched: number;
  /** Item and option of every choice, in the view's order. */
  chosen: [string, string][];
  elder: boolean;
  /** Unix seconds at which it was submitted; 0 while it is edited. */
  submitted: number;
  /** Some text was typed; it is not kept, so nothing may be sent without asking again. */
  wrote: boolean;
}

/** Prefix, key id, area, case and round: a token that is issued anew is for the same rating. */
const SAME_RATING = 4 + 32;

/** 64 bits by FNV-1a: enough to tell tokens apart, and nothing of a token comes back from it. */
export function keyOf(issued: string): string {
  const token = issued.slice(0, SAME_RATING);
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let i = 0; i < token.length; ++i) {
    high = Math.imul(high ^ token.charCodeAt(i), 0x01000193);
    low = Math.imul(low ^ token.charCodeAt(token.length - 1 - i), 0x5bd1e995);
  }
  const hex = (word: number) => ('0000000' + (word >>> 0).toString(16)).slice(-8);
  return 'yiping:' + hex(high) + hex(low);
}

/**
 * Every choice and whether text was written, read from a view without knowing its items. A way to be
 * known is kept no more than a text, and is asked again like one.
 */
export function choicesOf(view: View): Pick<Kept, 'chosen' | 'wrote'> {
  const chosen: [string, string][] = [];
  let wrote = false;
  for (const item of view.items) {
    if (item.value) wrote = true;
    for (const option of item.options || []) {
      if (!option.selected) continue;
      if (item.kind !== 'contact') chosen.push([item.id, option.id]);
      else if (option.id !== 'anonymous') wrote = true;
    }
  }
  return { chosen, wrote };
}

// Storage throws in sandboxed frames and with cookies refused; rating works without it.
export class Memory {
  private readonly key: string;

  constructor(token: string) {
    this.key = keyOf(token);
  }

  read(): Kept | undefined {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) || 'null') as Kept | null;
      return kept && /^[0-9a-f]{32}$/.test(kept.submission) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  write(kept: Kept): void {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Without storage a reload starts anew.
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ('0' + byte.toString(16)).slice(-2)).join('');
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
}
