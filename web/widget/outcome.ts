// SPDX-License-Identifier: Apache-2.0
// What a collector's answer means. Pure, so that every case has a test in Node.

/** An error of the collector: docs/http.md. */
export interface Problem {
  code: string;
  message: Record<string, string>;
  remedy: Record<string, string>;
}

/**
 * stored: the receipt that the core computed came back. earlier: an earlier try of this very
 * submission is stored. rated: another submission was first. rejected: the collector read it and
 * refused. unreachable: nobody who speaks our protocol answered, or not now.
 */
export type Outcome =
  | { kind: 'stored' | 'earlier' | 'rated' }
  | { kind: 'rejected'; problem: Problem }
  | { kind: 'unreachable'; problem?: Problem | undefined };

const TRY_AGAIN = [408, 429];

/** Reads a body as a problem; a captive portal's page or a proxy's error is none. */
export function problemOf(body: string): Problem | undefined {
  try {
    const { code, message, remedy } = JSON.parse(body) as Partial<Problem>;
    if (typeof code === 'string' && message) return { code, message, remedy: remedy || {} };
  } catch {
    // Not ours.
  }
  return undefined;
}

/** Any 2xx with another body than our receipt is no success: Wi-Fi log-in pages answer 200 too. */
export function outcomeOf(status: number, body: string, receipt: string): Outcome {
  if (status >= 200 && status < 300) {
    try {
      if ((JSON.parse(body) as { receipt?: string }).receipt === receipt) return { kind: 'stored' };
    } catch {
      // Not ours.
    }
    return { kind: 'unreachable' };
  }
  const problem = problemOf(body);
  if (!problem || status >= 500 || TRY_AGAIN.indexOf(status) >= 0) {
    return { kind: 'unreachable', problem };
  }
  if (problem.code === 'digest_mismatch') return { kind: 'earlier' };
  if (problem.code === 'already_rated') return { kind: 'rated' };
  return { kind: 'rejected', problem };
}
