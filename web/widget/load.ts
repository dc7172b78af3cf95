// SPDX-License-Identifier: Apache-2.0
// Brings in what the first screen does not need, under any content security policy that let this
// script in: nonce and integrity are copied, one named Trusted Types policy, no eval.
import type { Exports } from './core/instance';
import { shared } from './shared';

const own = (
  typeof document === 'undefined'
    ? null
    : document.currentScript || document.querySelector('script[src*="/yiping.js"]')
) as HTMLScriptElement | null;

/** Root of the collector that served this script (<root>/yiping/<version>/yiping.js). */
export const root = own && own.src ? new URL('../../', own.src).href : '';

interface ScriptUrls {
  createScriptURL(url: string): string;
}
interface TrustedTypesHost {
  trustedTypes?: { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };
}

let policy: ScriptUrls = { createScriptURL: (url) => url };
try {
  const { trustedTypes } = self as TrustedTypesHost;
  if (trustedTypes) policy = trustedTypes.createPolicy('yiping', policy);
} catch {
  // The page does not allow our policy by name: plain text is right unless it enforces types.
}

function script(asset: Asset): Promise<void> {
  return new Promise((done, failed) => {
    const node = document.createElement('script');
    node.integrity = asset.integrity;
    node.crossOrigin = 'anonymous';
    if (own && own.nonce) node.nonce = own.nonce;
    node.onload = () => done();
    node.onerror = () => {
      node.remove();
      failed(new Error(asset.path));
    };
    node.src = policy.createScriptURL(root + asset.path);
    document.head.append(node);
  });
}

/** Keeps a success, forgets a failure, so that the next call tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () =>
    kept ||
    (kept = make().catch((error: unknown) => {
      kept = undefined;
      throw error;
    }));
}

function defined<T>(value: T | undefined): T {
  if (!value) throw new Error('yiping: a script of another version');
  return value;
}

export const rest = once(() => script(ASSETS.rest).then(() => defined(shared.rest)));

/** The core as a plain script, for pages and kernels that refuse WebAssembly. */
export const coreScript = once(() =>
  script(ASSETS.core).then(() => defined<(imports: object) => Exports>(shared.core)),
);

let refusal: unknown;

/** Throws where a policy forbids WebAssembly; tried once a page, because each try is a report. */
function probe(): void {
  if (refusal) throw refusal;
  try {
    // `validate` lies everywhere, `Module` lies in WebKit.
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
  } catch (error) {
    throw (refusal = error);
  }
}

export const coreWasm = once(() =>
  Promise.resolve().then(() => {
    probe();
    // Not streaming: one path for any MIME type and for old engines.
    return fetch(root + ASSETS.wasm.path, { integrity: ASSETS.wasm.integrity })
      .then(ok)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => WebAssembly.compile(bytes));
  }),
);

export function ok(answer: Response): Response {
  if (!answer.ok) throw new Error(answer.url);
  return answer;
}

export function pack(
  endpoint: string,
  questionnaire: string,
  language: string,
): Promise<Uint8Array> {
  return fetch(endpoint + 'v1/questionnaires/' + questionnaire + '?lang=' + language)
    .then(ok)
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => new Uint8Array(bytes));
}

/** The answer to a call with the token, whatever its status; rejects when nothing answered. */
export function call(
  endpoint: string,
  token: string,
  path: string,
  body?: string,
): Promise<Response> {
  const headers: Record<string, string> = { Authorization: 'Yiping ' + token };
  if (body) headers['Content-Type'] = 'application/json';
  return fetch(endpoint + path, {
    method: body ? 'POST' : 'GET',
    headers,
    body: body || null,
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
}
