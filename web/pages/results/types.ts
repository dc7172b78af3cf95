// SPDX-License-Identifier: Apache-2.0
// docs/http.md, "Public figures".
import type { Words } from '../shared/language';
import type { LevelName } from '../shared/text';

export interface Figure {
  readonly id: string;
  readonly formula: string;
  readonly numerator: number;
  readonly denominator: number;
}

export interface Group {
  readonly levels: Readonly<Record<LevelName, number>>;
  readonly pending: number;
  readonly unrated: number;
  readonly figures: readonly Figure[];
}

export interface Organisation extends Group {
  readonly name: string;
}

export interface Figures extends Group {
  readonly area: string;
  readonly month: string;
  readonly cut_off: number;
  readonly next: number;
  readonly organisations: readonly Organisation[];
}

export interface Area {
  readonly code: string;
  readonly name: Words;
}

export interface Index {
  readonly areas: readonly Area[];
  readonly months: readonly string[];
}
