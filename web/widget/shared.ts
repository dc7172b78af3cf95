// SPDX-License-Identifier: Apache-2.0
// What our scripts leave for each other: classic scripts cannot import, and the floor (Chrome 54,
// Safari 10.1) has no modules to import from.
import type { Exports } from './core/instance';
import type * as dom from './dom';
import type { Host, Running } from './host';

export type Lent = Pick<typeof dom, 'button' | 'h' | 'icon' | 'part' | 'say'>;

export interface Shared {
  /** Set by yiping.js: what rest.js builds nodes with too. */
  lent?: Lent;
  /** Set by core.js. */
  core?: (imports: object) => Exports;
  /** Set by rest.js. */
  rest?: (host: Host) => Running;
}

const key = Symbol.for('yiping');
const scope = (typeof self === 'undefined' ? {} : self) as unknown as Record<symbol, Shared>;

export const shared: Shared = scope[key] || (scope[key] = {});
