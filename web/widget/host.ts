// SPDX-License-Identifier: Apache-2.0
// What the element (yiping.js) lends to the rest (rest.js), and the other way round.
import type { Exports } from './core/instance';
import type { Intent } from './intent';
import type { Surface } from './surface';
import type { Texts } from './view';

export interface Host {
  readonly element: HTMLElement;
  readonly surface: Surface;
  /** Intents that came before the core, in order. */
  readonly queue: Intent[];
  readonly endpoint: string;
  readonly token: string;
  /** `<id>/<version>`: whose pack was asked for already. */
  readonly questionnaire: string;
  readonly language: string;
  readonly texts: Texts;
  /** Names of the embedded languages in themselves, by tag. */
  readonly names: Record<string, string>;
  emit(event: string, detail: object): void;
  /** The first request of each is under way; a later call repeats it. */
  coreWasm(): Promise<WebAssembly.Module>;
  coreScript(): Promise<(imports: object) => Exports>;
  pack(questionnaire: string, language: string): Promise<Uint8Array>;
  invitation(): Promise<Response>;
  post(path: string, body: string): Promise<Response>;
  /** A sheet that rest.js brings. */
  style(css: string): void;
}

export interface Running {
  send(intent: Intent): void;
  act(action: string): void;
  language(tag: string): void;
  /** The element is back in a document: whatever waited goes on at once. */
  wake(): void;
  stop(): void;
}
