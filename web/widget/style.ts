// SPDX-License-Identifier: Apache-2.0
// Constructable sheets pass `style-src 'none'`; engines without them get one <link>.
import { root } from './load';

interface Adopting {
  adoptedStyleSheets: readonly CSSStyleSheet[];
}

const able =
  typeof document !== 'undefined' &&
  'adoptedStyleSheets' in document &&
  'replaceSync' in CSSStyleSheet.prototype;

const sheets = new Map<string, CSSStyleSheet>();

export function style(shadow: ShadowRoot, css: string): void {
  if (!able) {
    if (shadow.querySelector('link')) return;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = root + ASSETS.css.path;
    link.integrity = ASSETS.css.integrity;
    link.crossOrigin = 'anonymous';
    shadow.prepend(link);
    return;
  }
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  const adopting = shadow as unknown as Adopting;
  adopting.adoptedStyleSheets = adopting.adoptedStyleSheets.concat(sheet);
}
