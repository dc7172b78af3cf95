// SPDX-License-Identifier: Apache-2.0
// What follows the first screen: core, invitation, sending, receipt. Loaded by yiping.js.
import css from './style/rest.css';
import { Errand } from './errand';
import type { Host, Running } from './host';
import { shared } from './shared';

shared.rest = (host: Host): Running => {
  host.style(css);
  const errand = new Errand(host);
  errand.begin();
  return errand;
};
