// SPDX-License-Identifier: Apache-2.0
// Waiting between tries: exponential with full jitter, no last try, cut short when the network or
// the person comes back.

const FIRST_MS = 1000;
const LONGEST_MS = 60000;

/** Milliseconds before try number `tries` + 1. `random`: 0 to 1. `retryAfter`: seconds. */
export function delay(tries: number, random: number, retryAfter = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * Math.pow(2, tries));
  return Math.max(retryAfter * 1000, ceiling / 2 + (random * ceiling) / 2);
}

/** Seconds of a Retry-After header, given as seconds or as a date. */
export function retryAfter(header: string | null, nowMs: number): number {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMs) / 1000;
  return seconds > 0 ? Math.min(seconds, 3600) : 0;
}

export class Waiter {
  /** Several things may be waited for at once: core, pack and invitation, for one. */
  private readonly waiting = new Set<{ go(): void; end(): void }>();
  private tries = 0;

  /** While `idle` holds (the element has left the document), only `wake` ends a wait. */
  constructor(private readonly idle: () => boolean) {}

  /** Resolves after the back-off, or as soon as there is reason to hope. */
  wait(after = 0): Promise<void> {
    return new Promise((done) => {
      const late = (): void => {
        if (!this.idle()) entry.go();
      };
      const hope = (): void => {
        if (!document.hidden) late();
      };
      const timer = setTimeout(late, delay(this.tries++, Math.random(), after));
      addEventListener('online', hope);
      document.addEventListener('visibilitychange', hope);
      const entry = {
        end: () => {
          clearTimeout(timer);
          removeEventListener('online', hope);
          document.removeEventListener('visibilitychange', hope);
          this.waiting.delete(entry);
        },
        go: () => {
          entry.end();
          done();
        },
      };
      this.waiting.add(entry);
    });
  }

  wake(): void {
    for (const entry of Array.from(this.waiting)) entry.go();
  }

  /** After a success the next trouble starts from the shortest wait. */
  reset(): void {
    this.tries = 0;
  }

  /** Ends every wait without resolving it. */
  stop(): void {
    for (const entry of Array.from(this.waiting)) entry.end();
  }
}
