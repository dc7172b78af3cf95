// SPDX-License-Identifier: Apache-2.0
// For what rest.js holds: yiping.js lends it these, so that a page loads them once.
import { shared, type Lent } from './shared';

export const { button, h, icon, part, say } = shared.lent as Lent;
