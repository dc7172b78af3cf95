// SPDX-License-Identifier: Apache-2.0
// One face per level. The mouth tells them apart; the label beside it says it in words.
import { icon } from './dom';

const HEAD = 'M24 4a20 20 0 1 0 0 40a20 20 0 1 0 0-40';
const EYES = 'M17 18v3M31 18v3';

const MOUTHS: Record<string, string> = {
  very_satisfied: 'M15 20q2-4 4 0M29 20q2-4 4 0M13.5 27h21q-1.5 10-10.5 10t-10.5-10z',
  satisfied: EYES + 'M15 28q9 10 18 0',
  basically_satisfied: EYES + 'M16 31q8 3 16 0',
  dissatisfied: EYES + 'M16 34q8-7 16 0',
  very_dissatisfied: 'M13.5 16l6 3M34.5 16l-6 3M17.5 21v2M30.5 21v2M14 36q10-12 20 0',
};

export function face(level: string): SVGSVGElement {
  return icon('face', HEAD + (MOUTHS[level] || EYES));
}
