// SPDX-License-Identifier: Apache-2.0
// One invitation from its opening to its receipt.
import { Chrome } from './chrome';
import { fromScript, fromWasm, type Core } from './core/instance';
import { Delivery, type Ending } from './delivery';
import { Engine } from './engine';
import type { Host, Running } from './host';
import { BACK, clock, DECLINE, EDIT, NEXT, STORED, SUBMIT, type Intent } from './intent';
import { fetchInvitation, type Invitation, type Refusal } from './invitation';
import { clearable } from './items/rating';
import { text } from './items/text';
import { words } from './items/words';
import { Keeper } from './keeper';
import type { Problem } from './outcome';
import { receiptScreen, stateScreen, wordsOf } from './screens';
import type { Kind } from './surface';
import { isOpen, type View } from './view';
import { Waiter } from './wait';

/** Beside the buttons once something was pressed. */
const UNSENT = ['not_submitted', 'level_is_enough'];

/** Code of each of a view's actions. */
const ACTIONS: Record<string, number> = { submit: SUBMIT, edit: EDIT, next: NEXT, back: BACK };

export class Errand implements Running, Ending {
  private view: View | undefined;
  private invited: Invitation | undefined;
  private stopped = false;
  private readonly waiter = new Waiter(
    () => !this.host.element.isConnected && this.phase() !== 'sending',
  );
  private readonly keeper: Keeper;
  private readonly chrome: Chrome;
  private readonly engine: Engine;
  private readonly delivery: Delivery;

  constructor(private readonly host: Host) {
    this.keeper = new Keeper(host.token);
    this.chrome = new Chrome(
      host,
      () => this.apply(DECLINE),
      () => this.waiter.wake(),
    );
    this.engine = new Engine(
      () => this.boot(),
      host.queue,
      (view, applied) => this.changed(view, applied),
      (error) => this.fail('core_failed', String(error)),
    );
    this.delivery = new Delivery(host, this.engine, this.waiter, this);
    const { kinds } = host.surface;
    const texts = () => this.chrome.texts;
    const choice = kinds['level'] as Kind;
    kinds['multi'] = kinds['contact'] = choice;
    kinds['rating'] = kinds['single'] = clearable(choice, texts);
    kinds['text'] = text(texts);
    kinds['heading'] = words('h3');
    kinds['statement'] = words('p');
  }

  begin(): void {
    const { host, chrome } = this;
    const core = this.persist(() => this.boot());
    const words = this.load(core, host.questionnaire);
    const invited = host.token
      ? fetchInvitation(host, this.waiter, (key, values) => chrome.trouble(key, values))
      : Promise.resolve<Refusal>({ state: 'forged' });
    invited
      .then((answer) => {
        if (!('service' in answer)) {
          return words.then(() => this.state(answer.state, answer.problem));
        }
        this.invited = answer;
        chrome.invite(answer);
        const asked = this.questionnaire(answer);
        const ready =
          asked === host.questionnaire ? words : words.then(() => this.load(core, asked));
        return ready.then(() => this.open(answer));
      })
      .catch((error: unknown) => this.fail('widget_failed', String(error)));
  }

  send(intent: Intent): void {
    this.engine.send(intent);
  }

  act(action: string): void {
    if (action === 'retry') this.waiter.wake();
    else this.apply(ACTIONS[action] as number);
  }

  language(tag: string): void {
    const { invited, host, chrome, engine } = this;
    // A frozen document keeps the language that it was submitted in, and so does its page.
    if (!invited || !isOpen(this.phase()) || tag === chrome.language) return;
    host.pack(this.questionnaire(invited), tag).then(
      (pack) => {
        engine.addLanguage(pack);
        chrome.speak(engine.texts(tag));
        engine.speak(tag);
      },
      () => chrome.trouble('state_service_down'),
    );
  }

  wake(): void {
    this.waiter.wake();
  }

  stop(): void {
    this.stopped = true;
    this.waiter.stop();
    this.delivery.stop();
  }

  private boot(): Promise<Core> {
    const { host } = this;
    return host
      .coreWasm()
      .then(fromWasm)
      .catch(() => host.coreScript().then(fromScript));
  }

  /** Tries for ever, saying so. */
  private persist<T>(make: () => Promise<T>): Promise<T> {
    return make().catch((error: unknown) => {
      if (this.stopped) throw error;
      this.chrome.trouble('state_service_down');
      return this.waiter.wait().then(() => this.persist(make));
    });
  }

  private questionnaire({ questionnaire }: Invitation): string {
    return questionnaire.id + '/' + questionnaire.version;
  }

  private load(core: Promise<Core>, questionnaire: string): Promise<void> {
    const { chrome, engine } = this;
    const pack = this.persist(() => this.host.pack(questionnaire, chrome.language));
    return Promise.all([core, pack]).then((parts) => {
      engine.load(parts[0], parts[1]);
      chrome.speak(engine.texts(chrome.language));
    });
  }

  private open(invited: Invitation): void {
    if (this.stopped) return;
    const { host, keeper, chrome } = this;
    const asking = invited.state === 'rated' && keeper.submitted;
    if (invited.state !== 'open' && !asking) return this.state(invited.state);
    chrome.open();
    if (keeper.elder) host.element.setAttribute('mode', 'elder');
    const textGone = keeper.wrote;
    host.queue.unshift(...keeper.recall(asking));
    this.engine.open(chrome.language, keeper.submission, Number(invited.area.slice(0, 6)));
    if (textGone && this.phase() === 'edit') chrome.trouble('text_not_kept');
    host.emit('yiping-ready', { state: 'open' });
  }

  private phase(): string {
    return this.view ? this.view.phase : '';
  }

  private apply(code: number): void {
    this.engine.send({ kind: 'apply', code, argument: '', now: clock() });
  }

  private changed(view: View, applied: Intent[]): void {
    const { host, keeper } = this;
    const before = this.phase();
    this.view = view;
    host.surface.draw(view);
    keeper.keep(view, applied);
    host.emit('yiping-change', { phase: view.phase, revision: view.revision });
    if (isOpen(view.phase)) this.chrome.status(...(keeper.touched ? UNSENT : []));
    if (view.phase === 'sending' && before !== 'sending') this.delivery.begin();
    if (view.phase === 'closed') {
      keeper.clear();
      this.state('declined');
      host.emit('yiping-decline', {});
    }
  }

  status(key: string): void {
    this.chrome.status(key);
  }

  stored(receipt: string, earlier: boolean): void {
    const { host, chrome } = this;
    this.apply(STORED);
    this.keeper.clear();
    const note = earlier ? chrome.texts['stored_earlier'] || '' : '';
    chrome.show(receiptScreen(receipt, chrome.texts, note, host.endpoint + 'receipt/'));
    host.emit('yiping-receipt', { receipt });
  }

  rejected(problem: Problem): void {
    this.host.surface.note(wordsOf(problem, this.chrome.language));
    this.fail(problem.code, wordsOf(problem, 'en'));
  }

  state(state: string, problem?: Problem): void {
    const { host, chrome } = this;
    if (state === 'rated') this.keeper.clear();
    chrome.show(stateScreen(state, chrome.texts, host.endpoint + 'receipt/'));
    if (problem) this.fail(problem.code, wordsOf(problem, 'en'));
    host.emit('yiping-ready', { state });
  }

  private fail(code: string, message: string): void {
    this.host.emit('yiping-error', { code, message });
  }
}
