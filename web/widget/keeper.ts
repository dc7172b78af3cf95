// SPDX-License-Identifier: Apache-2.0
// Carries one rating over a reload: what is written down after each answer, and how it comes back.
import { EDIT, SUBMIT, USE_MODE, type Intent } from './intent';
import { choicesOf, fromHex, Memory, toHex, type Kept } from './memory';
import { isOpen, type View } from './view';

export class Keeper {
  private readonly memory: Memory;
  private readonly kept: Kept;

  constructor(token: string) {
    this.memory = new Memory(token);
    this.kept = this.memory.read() || {
      submission: toHex(crypto.getRandomValues(new Uint8Array(16))),
      touched: 0,
      chosen: [],
      elder: false,
      submitted: 0,
      wrote: false,
    };
  }

  get submission(): Uint8Array {
    return fromHex(this.kept.submission);
  }

  /** Something was pressed or typed. */
  get touched(): boolean {
    return this.kept.touched > 0;
  }

  /** Sending had begun: the collector may have it. */
  get submitted(): boolean {
    return this.kept.submitted > 0;
  }

  get wrote(): boolean {
    return this.kept.wrote;
  }

  get elder(): boolean {
    return this.kept.elder;
  }

  /**
   * What was done before a reload, at its own times, so that the same document comes out of it.
   * An answer whose text is gone is sent only to ask whether it arrived (`asking`).
   */
  recall(asking: boolean): Intent[] {
    const { kept } = this;
    const now = kept.touched;
    const intents: Intent[] = [];
    if (kept.elder) intents.push({ kind: 'apply', code: USE_MODE, argument: 'elder', now });
    for (const [item, option] of kept.chosen) intents.push({ kind: 'toggle', item, option, now });
    if (kept.submitted && (asking || !kept.wrote)) {
      intents.push({ kind: 'apply', code: SUBMIT, argument: '', now: kept.submitted });
    }
    return intents;
  }

  keep(view: View, applied: Intent[]): void {
    const { kept } = this;
    for (const intent of applied) {
      if (intent.kind !== 'apply') kept.touched = kept.touched || intent.now;
      // Leading to review, it sends nothing yet.
      else if (intent.code === SUBMIT) kept.submitted = view.phase === 'review' ? 0 : intent.now;
      else if (intent.code === EDIT) kept.submitted = 0;
      else if (intent.argument === 'elder') kept.elder = true;
    }
    const { chosen, wrote } = choicesOf(view);
    kept.chosen = chosen;
    // Once written, always said: after a reload nothing shows whether a sent document held text.
    kept.wrote = kept.wrote || wrote;
    if (kept.touched && (isOpen(view.phase) || view.phase === 'sending')) this.memory.write(kept);
  }

  clear(): void {
    this.memory.clear();
  }
}
