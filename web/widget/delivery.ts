// SPDX-License-Identifier: Apache-2.0
// Sends one frozen document until somebody who speaks our protocol has answered.
import type { Engine } from './engine';
import type { Host } from './host';
import { clock, REJECTED, UNREACHABLE } from './intent';
import { outcomeOf, type Outcome, type Problem } from './outcome';
import { retryAfter, type Waiter } from './wait';

const TIMEOUT_MS = 20000;

export interface Ending {
  status(key: string): void;
  stored(receipt: string, earlier: boolean): void;
  state(state: string): void;
  rejected(problem: Problem): void;
}

export class Delivery {
  private stopped = false;

  constructor(
    private readonly host: Host,
    private readonly engine: Engine,
    private readonly waiter: Waiter,
    private readonly ending: Ending,
  ) {}

  begin(): void {
    const { document, digest, receipt } = this.engine.evaluation();
    this.host.emit('yiping-submit', { digest });
    addEventListener('beforeunload', this.warn);
    this.ending.status('sending');
    this.attempt('{"evaluation":' + document + '}', receipt);
  }

  stop(): void {
    this.stopped = true;
    removeEventListener('beforeunload', this.warn);
  }

  private readonly warn = (event: Event): void => {
    event.preventDefault();
    // Older engines ask only for this.
    event.returnValue = false;
  };

  private attempt(body: string, receipt: string): void {
    let after = 0;
    let timer = 0;
    const late = new Promise<never>((_, failed) => {
      timer = setTimeout(failed, TIMEOUT_MS);
    });
    const answered = this.host.post('v1/evaluations', body).then((answer) => {
      after = retryAfter(answer.headers.get('Retry-After'), Date.now());
      return answer.text().then((text) => outcomeOf(answer.status, text, receipt));
    });
    Promise.race([answered, late])
      .catch((): Outcome => ({ kind: 'unreachable' }))
      .then((outcome) => {
        clearTimeout(timer);
        if (this.stopped) return;
        if (outcome.kind === 'unreachable') {
          this.apply(UNREACHABLE);
          this.ending.status('not_sent_help');
          this.host.emit('yiping-error', {
            code: outcome.problem ? outcome.problem.code : 'unreachable',
            message: '',
          });
          this.waiter.wait(after).then(() => {
            this.ending.status('retrying');
            this.attempt(body, receipt);
          });
          return;
        }
        removeEventListener('beforeunload', this.warn);
        this.waiter.reset();
        this.ending.status('');
        if (outcome.kind === 'rejected') {
          this.apply(REJECTED);
          this.ending.rejected(outcome.problem);
        } else if (outcome.kind === 'rated') {
          this.apply(REJECTED);
          this.ending.state('rated');
        } else {
          this.ending.stored(receipt, outcome.kind === 'earlier');
        }
      });
  }

  private apply(code: number): void {
    this.engine.send({ kind: 'apply', code, argument: '', now: clock() });
  }
}
