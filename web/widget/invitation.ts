// SPDX-License-Identifier: Apache-2.0
// Asks what is being rated, and says honestly why when it cannot.
import type { Host } from './host';
import { problemOf, type Problem } from './outcome';
import { retryAfter, type Waiter } from './wait';

/** `GET /v1/invitation`: docs/http.md. */
export interface Invitation {
  state: 'open' | 'rated' | 'closed' | 'not_open';
  area: string;
  service: { item_name: string; org_name: string; service_name: string; service_time: number };
  questionnaire: { id: string; version: number };
  languages: string[];
}

/** An answer that no waiting changes. */
export interface Refusal {
  state: 'expired' | 'forged' | 'origin_refused';
  problem?: Problem;
}

type Trouble = (key: string, values?: Record<string, string>) => void;

const REFUSALS: Record<string, Refusal['state']> = {
  token_expired: 'expired',
  token_forged: 'forged',
  token_malformed: 'forged',
  token_unknown: 'forged',
  token_missing: 'forged',
  origin_refused: 'origin_refused',
};

export function fetchInvitation(
  host: Host,
  waiter: Waiter,
  trouble: Trouble,
): Promise<Invitation | Refusal> {
  const again = (after: number) =>
    waiter.wait(after).then(() => fetchInvitation(host, waiter, trouble));
  return host.invitation().then(
    (answer) =>
      answer.text().then((body) => {
        if (answer.ok) {
          const invited = readInvitation(body);
          if (invited) {
            waiter.reset();
            return invited;
          }
        }
        const problem = problemOf(body);
        const state = problem && REFUSALS[problem.code];
        if (problem && state) return { state, problem };
        trouble('state_service_down');
        return again(retryAfter(answer.headers.get('Retry-After'), Date.now()));
      }),
    () => diagnose(host, trouble).then(() => again(0)),
  );
}

function readInvitation(body: string): Invitation | undefined {
  try {
    const invited = JSON.parse(body) as Partial<Invitation>;
    return invited.state && invited.service ? (invited as Invitation) : undefined;
  } catch {
    // A log-in page of the network, for one.
    return undefined;
  }
}

/**
 * `fetch` hides why it failed. Figures are open to every origin: asking for them tells a service that
 * is down from one that did not let this page in.
 */
function diagnose(host: Host, trouble: Trouble): Promise<void> {
  if (navigator.onLine === false) {
    trouble('offline');
    return Promise.resolve();
  }
  return fetch(host.endpoint + 'v1/public/index', { cache: 'no-store' }).then(
    () => {
      trouble('state_origin_refused', { origin: location.origin });
      host.emit('yiping-error', { code: 'origin_refused', message: location.origin });
    },
    () => {
      trouble('state_service_down');
      host.emit('yiping-error', { code: 'unreachable', message: host.endpoint });
    },
  );
}
