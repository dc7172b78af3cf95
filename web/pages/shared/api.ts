// SPDX-License-Identifier: Apache-2.0
// Calls to the collector that served the page. Every failure becomes a Problem with a remedy.
import { words, type Words } from './language';

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly message: Words;
  readonly remedy: Words;
}

export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly csrf?: string;
}

const TIME_LIMIT_MS = 15_000;

const unreachable: Problem = {
  code: 'unreachable',
  status: 0,
  message: words('暂时连不上服务。', 'The service cannot be reached right now.'),
  remedy: words('请检查网络，稍后再试。', 'Check your connection and try again in a moment.'),
};

const unreadable: Problem = {
  code: 'unreadable',
  status: 0,
  message: words('服务的回答无法读取。', 'The answer of the service could not be read.'),
  remedy: words(
    '请稍后再试；多次出现请联系管理员。',
    'Try again later; tell the administrator if it stays.',
  ),
};

export async function call<T>(path: string, how: Call = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (how.body !== undefined) headers['Content-Type'] = 'application/json';
  if (how.csrf !== undefined) headers['X-Yiping-CSRF'] = how.csrf;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIME_LIMIT_MS);
  try {
    const init: RequestInit = {
      method: how.method ?? 'GET',
      headers,
      signal: stop.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    };
    if (how.body !== undefined) init.body = JSON.stringify(how.body);
    const response = await fetch(path, init);
    const text = await response.text();
    return response.ok ? success<T>(text) : { ok: false, problem: problem(response.status, text) };
  } catch {
    return { ok: false, problem: unreachable };
  } finally {
    clearTimeout(timer);
  }
}

function success<T>(text: string): Answer<T> {
  if (text === '') return { ok: true, value: undefined as T };
  try {
    return { ok: true, value: JSON.parse(text) as T };
  } catch {
    return { ok: false, problem: unreadable };
  }
}

function problem(status: number, text: string): Problem {
  try {
    const got = JSON.parse(text) as Partial<Problem>;
    if (got.code !== undefined && got.message !== undefined) {
      const remedy = got.remedy ?? words('', '');
      return { code: got.code, status, message: got.message, remedy };
    }
  } catch {
    // Not ours: a proxy's page, most likely.
  }
  return { ...(status >= 500 ? unreachable : unreadable), status };
}
