// SPDX-License-Identifier: Apache-2.0
// docs/http.md, "Desk".
import type { Words } from '../shared/language';

export interface Officer {
  readonly name: string;
  readonly display_name: string;
  readonly area: string;
  readonly csrf: string;
}

export interface CaseLine {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly level: string;
  readonly item_name: string;
  readonly org_name: string;
  readonly channel: string;
  readonly week: string;
  readonly due: number;
  readonly overdue: boolean;
}

export interface Event {
  readonly move: string;
  readonly at?: number;
  readonly by?: string;
  readonly text?: string;
}

export interface CasePage {
  readonly cases: readonly CaseLine[];
  readonly next?: string;
}

export interface CaseDetail extends CaseLine {
  readonly reasons?: readonly { readonly code: string; readonly text: Words }[];
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly reply?: string;
  readonly moves: readonly string[];
  readonly history: readonly Event[];
}

export type Filter = 'open' | 'closed' | 'all';
