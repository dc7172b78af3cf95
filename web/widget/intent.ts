// SPDX-License-Identifier: Apache-2.0
// What a person did, as the core takes it. Intents made before the core is there wait in a queue.

/** Codes of `yp_session_apply` (yiping_abi.h). */
export const CLEAR = 1;
export const SET_LANGUAGE = 2;
export const USE_MODE = 3;
export const SUBMIT = 4;
export const STORED = 5;
export const REJECTED = 6;
export const UNREACHABLE = 7;
export const EDIT = 8;
export const DECLINE = 9;
export const NEXT = 13;
export const BACK = 14;

/** `now`: Unix seconds at which it happened. */
export type Intent =
  | { kind: 'toggle'; item: string; option: string; now: number }
  | { kind: 'text'; item: string; text: string; now: number }
  | { kind: 'apply'; code: number; argument: string; now: number };

/** Seconds since 1970-01-01T00:00:00Z. */
export const clock = (): number => Math.floor(Date.now() / 1000);
