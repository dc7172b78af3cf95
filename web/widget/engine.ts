// SPDX-License-Identifier: Apache-2.0
// One session on one core instance. Intents wait while there is none; a trap costs an instance,
// never an answer: the next one goes on from the last save.
import { Refused, type Core, type Evaluation, type LocaleTexts } from './core/instance';
import { SET_LANGUAGE, clock, type Intent } from './intent';
import type { View } from './view';

export class Engine {
  private core: Core | undefined;
  private questionnaire = 0;
  private session = 0;
  private saved: Uint8Array | undefined;
  private packs: Uint8Array[] = [];

  constructor(
    private readonly boot: () => Promise<Core>,
    private readonly queue: Intent[],
    /** After intents were applied; `applied` are those that the core took. */
    private readonly changed: (view: View, applied: Intent[]) => void,
    private readonly died: (error: unknown) => void,
  ) {}

  /** A session is open, and its core alive. */
  get ready(): boolean {
    return !!this.core && this.session > 0;
  }

  /** Opens a questionnaire; its texts can be had from here on. */
  load(core: Core, pack: Uint8Array): void {
    this.core = core;
    this.questionnaire = core.openQuestionnaire(pack);
    this.packs = [pack];
  }

  /** `area`: six digits. */
  open(language: string, submission: Uint8Array, area: number): void {
    this.session = (this.core as Core).openSession(this.questionnaire, language, submission, area);
    this.replay();
  }

  send(intent: Intent): void {
    this.queue.push(intent);
    if (this.ready) this.replay();
  }

  evaluation(): Evaluation {
    return (this.core as Core).evaluation(this.session);
  }

  texts(language: string): LocaleTexts {
    return (this.core as Core).localeTexts(this.questionnaire, language);
  }

  /** Another language of the same questionnaire; its texts can be had from here on. */
  addLanguage(pack: Uint8Array): void {
    (this.core as Core).addLocale(this.questionnaire, pack);
    this.packs.push(pack);
  }

  speak(language: string): void {
    this.send({ kind: 'apply', code: SET_LANGUAGE, argument: language, now: clock() });
  }

  private replay(): void {
    const core = this.core as Core;
    const applied: Intent[] = [];
    let view: View;
    try {
      for (let intent = this.queue.shift(); intent; intent = this.queue.shift()) {
        try {
          core.run(this.session, intent);
          applied.push(intent);
        } catch (error) {
          // A stale or unknown intent is refused and changes nothing.
          if (!(error instanceof Refused)) throw error;
        }
      }
      this.saved = core.save(this.session);
      view = core.view(this.session);
    } catch (error) {
      // What ran since the last save runs again on the new instance; the trapping intent is lost.
      this.queue.unshift(...applied);
      this.revive(error);
      return;
    }
    this.changed(view, applied);
  }

  private revive(cause: unknown): void {
    const { saved } = this;
    this.core = undefined;
    if (!saved) return this.died(cause);
    this.boot().then((core) => {
      this.questionnaire = core.openQuestionnaire(this.packs[0] as Uint8Array);
      for (const pack of this.packs.slice(1)) core.addLocale(this.questionnaire, pack);
      this.session = core.restoreSession(this.questionnaire, saved);
      this.core = core;
      // Without a newer save, a second trap on the same intents ends here.
      this.saved = undefined;
      this.replay();
    }, this.died);
  }
}
