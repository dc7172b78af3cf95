// SPDX-License-Identifier: Apache-2.0
// The one file that knows the core's memory. It serves the wasm and its wasm2js twin alike, in a
// browser or in Node, and touches no DOM.
import type { Intent } from '../intent';
import type { View } from '../view';

type Call = (...args: number[]) => number;

/** The exports of yiping_abi.h, by name. */
export interface Exports {
  memory: { buffer: ArrayBuffer };
  [name: string]: Call | { buffer: ArrayBuffer };
}

export interface Evaluation {
  digest: string;
  document: string;
  receipt: string;
}

export interface LocaleTexts {
  lang: string;
  name: string;
  texts: Record<string, string>;
}

/** A pointer and a length for text and bytes; a bare pointer for bytes of a fixed size. */
type Argument = number | string | Uint8Array | { fixed: Uint8Array };

/** The core refused, and changed nothing. Anything else that is thrown means a dead instance. */
export class Refused extends Error {
  constructor(
    readonly code: number,
    readonly where: string,
  ) {
    super(code + ' ' + where);
  }
}

const ABI = 1;

export class Core {
  private readonly exports: Exports;

  constructor(exports: Exports) {
    this.exports = exports;
    if (exports['_initialize']) this.raw('_initialize', []);
    if (this.raw('yp_abi_version', []) !== ABI) throw new Error('yiping: core of another ABI');
  }

  openQuestionnaire(pack: Uint8Array): number {
    return this.call('yp_questionnaire_open', [pack]);
  }

  addLocale(questionnaire: number, pack: Uint8Array): void {
    this.call('yp_locale_add', [questionnaire, pack]);
  }

  localeTexts(questionnaire: number, language: string): LocaleTexts {
    return this.json('yp_locale_texts', [questionnaire, language]);
  }

  /** `submission`: 16 bytes. `area`: six digits. */
  openSession(
    questionnaire: number,
    language: string,
    submission: Uint8Array,
    area: number,
  ): number {
    return this.call('yp_session_open', [questionnaire, language, { fixed: submission }, area]);
  }

  restoreSession(questionnaire: number, saved: Uint8Array): number {
    return this.call('yp_session_restore', [questionnaire, saved]);
  }

  closeSession(session: number): void {
    this.call('yp_session_close', [session]);
  }

  run(session: number, intent: Intent): void {
    if (intent.kind === 'toggle') {
      this.call('yp_session_toggle', [session, intent.item, intent.option, intent.now]);
    } else if (intent.kind === 'text') {
      this.call('yp_session_set_text', [session, intent.item, intent.text, intent.now]);
    } else {
      this.call('yp_session_apply', [session, intent.code, intent.argument, intent.now]);
    }
  }

  view(session: number): View {
    return this.json('yp_session_view', [session]);
  }

  save(session: number): Uint8Array {
    this.call('yp_session_save', [session]);
    return this.result().slice();
  }

  evaluation(session: number): Evaluation {
    return this.json('yp_session_evaluation', [session]);
  }

  private json<T>(name: string, args: Argument[]): T {
    this.call(name, args);
    return JSON.parse(this.resultText()) as T;
  }

  private call(name: string, args: Argument[]): number {
    const held: number[] = [];
    const place = (bytes: Uint8Array): number => {
      const at = this.raw('yp_alloc', [bytes.length || 1]);
      if (!at) throw new Error('yiping: core is out of memory');
      held.push(at);
      this.memory().set(bytes, at);
      return at;
    };
    const flat: number[] = [];
    for (const argument of args) {
      if (typeof argument === 'number') {
        flat.push(argument);
      } else if (typeof argument === 'string') {
        const bytes = new TextEncoder().encode(argument);
        flat.push(place(bytes), bytes.length);
      } else if ('fixed' in argument) {
        flat.push(place(argument.fixed));
      } else {
        flat.push(place(argument), argument.length);
      }
    }
    const status = this.raw(name, flat);
    for (const at of held) this.raw('yp_free', [at]);
    if (status >= 0) return status;
    const fault = JSON.parse(this.resultText()) as { code: number; where: string };
    throw new Refused(fault.code, fault.where);
  }

  private raw(name: string, args: number[]): number {
    return (this.exports[name] as Call)(...args);
  }

  /** Taken afresh each time: a view of memory dies when memory grows. */
  private memory(): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer);
  }

  private result(): Uint8Array {
    const at = this.raw('yp_result_data', []);
    return this.memory().subarray(at, at + this.raw('yp_result_size', []));
  }

  private resultText(): string {
    return new TextDecoder().decode(this.result());
  }
}

/** What the core imports; a call of it is the end of the instance. */
export const imports = {
  wasi_snapshot_preview1: {
    proc_exit(): void {
      throw new Error('yiping: core exited');
    },
  },
};

/** Compiled wasm -> core. Asynchronous because engines refuse it on the main thread otherwise. */
export function fromWasm(module: WebAssembly.Module): Promise<Core> {
  return WebAssembly.instantiate(module, imports).then(
    (instance) => new Core(instance.exports as unknown as Exports),
  );
}

/** The wasm2js script's factory -> core. */
export function fromScript(factory: (imports: object) => Exports): Core {
  return new Core(factory(imports));
}
