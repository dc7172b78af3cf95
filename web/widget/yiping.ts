// SPDX-License-Identifier: Apache-2.0
// The script that a page embeds: <yi-ping token="…"></yi-ping>. How to use it: docs/embed.md.
import { button, h, icon, part, say } from './dom';
import { YiPing } from './element';
import { shared } from './shared';

if (typeof customElements !== 'undefined' && !customElements.get('yi-ping')) {
  shared.lent = { button, h, icon, part, say };
  customElements.define('yi-ping', YiPing);
}
