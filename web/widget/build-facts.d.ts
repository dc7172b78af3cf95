// SPDX-License-Identifier: Apache-2.0
// What web/build/build.mjs puts into the bundles.

/** Path below the collector's root, and its integrity for SRI. */
interface Asset {
  path: string;
  integrity: string;
}

declare const ASSETS: { rest: Asset; core: Asset; wasm: Asset; css: Asset };

/** `<id>/<version>` of the questionnaire whose first views are embedded. */
declare const QUESTIONNAIRE: string;

declare module 'yiping:first' {
  const first: Record<string, import('./view').First>;
  export default first;
}

declare module '*.css' {
  const text: string;
  export default text;
}
