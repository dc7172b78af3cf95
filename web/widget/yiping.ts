// SPDX-License-Identifier: Apache-2.0
// The script that a page embeds: <yi-ping token="…"></yi-ping>. How to use it: docs/embed.md.
import { YiPing } from './element';

if (typeof customElements !== 'undefined' && !customElements.get('yi-ping')) {
  customElements.define('yi-ping', YiPing);
}
