// SPDX-License-Identifier: Apache-2.0
// One invitation from its opening to its receipt.
import { button, h, part, say } from './dom';
import { fromScript, fromWasm, type Core } from './core/instance';
import { Delivery } from './delivery';
import { Engine } from './engine';
import type { Host, Running } from './host';
import { clock, DECLINE, EDIT, STORED, SUBMIT, USE_MODE, type Intent } from './intent';
import { fetchInvitation, type Invitation, type Refusal } from './invitation';
import { clearable } from './items/rating';
import { text } from './items/text';
import { choicesOf, fromHex, Memory, toHex, type Kept } from './memory';
import type { Problem } from './outcome';
import { receiptScreen, stateScreen, wordsOf } from './screens';
import { day, fill } from './texts';
import type { Kind } from './surface';
import type { Texts, View } from './view';
import { Waiter } from './wait';

/** Beside the buttons once something was pressed. */
const UNSENT = ['not_submitted', 'level_is_enough'];

export class Errand implements Running {
  private texts: Texts;
  private speaking: string;
  private view: View | undefined;
  private invited: Invitation | undefined;
  private kept: Kept;
  private readonly memory: Memory;
  private readonly engine: Engine;
  private readonly waiter = new Waiter(
    () => !this.host.element.isConnected && this.phase() !== 'sending',
  );
  private readonly delivery: Delivery;
  private stopped = false;
  private readonly privacy = part(h('p', 'privacy'), 'privacy');
  private readonly decline: HTMLButtonElement;

  constructor(private readonly host: Host) {
    this.texts = host.texts;
    this.speaking = host.language;
    this.memory = new Memory(host.token);
    this.kept = this.memory.read() || {
      submission: toHex(crypto.getRandomValues(new Uint8Array(16))),
      touched: 0,
      chosen: [],
      elder: false,
      submitted: 0,
      wrote: false,
    };
    this.engine = new Engine(
      () => this.boot(),
      host.queue,
      (view, applied) => this.changed(view, applied),
      (error) => this.fail('core_failed', String(error)),
    );
    this.delivery = new Delivery(host, this.engine, this.waiter, {
      status: (key) => this.status(key),
      stored: (receipt, earlier) => this.stored(receipt, earlier),
      state: (state) => this.state(state),
      rejected: (problem) => this.rejected(problem),
    });
    const { kinds } = host.surface;
    kinds['text'] = text(() => this.texts);
    kinds['rating'] = clearable(kinds['rating'] as Kind, () => this.texts);
    this.decline = part(
      button('plain', '', () => this.apply(DECLINE)),
      'decline',
    );
  }

  begin(): void {
    const { host } = this;
    const core = this.persist(() => this.boot());
    const words = this.load(core, host.questionnaire);
    const invited = host.token
      ? fetchInvitation(host, this.waiter, (key, values) => this.trouble(key, values))
      : Promise.resolve<Refusal>({ state: 'forged' });
    invited
      .then((answer) => {
        if (!('service' in answer)) {
          return words.then(() => this.state(answer.state, answer.problem));
        }
        this.invited = answer;
        this.describe();
        const { id, version } = answer.questionnaire;
        const asked = id + '/' + version;
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
    else this.apply(action === 'edit' ? EDIT : SUBMIT);
  }

  language(tag: string): void {
    const { invited, host } = this;
    if (!invited || !this.engine.ready || tag === this.speaking) return;
    const { id, version } = invited.questionnaire;
    host.pack(id + '/' + version, tag).then(
      (pack) => {
        this.speaking = tag;
        this.engine.speak(tag, pack);
        this.dress();
      },
      () => this.trouble('state_service_down'),
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
      this.trouble('state_service_down');
      return this.waiter.wait().then(() => this.persist(make));
    });
  }

  private load(core: Promise<Core>, questionnaire: string): Promise<void> {
    const pack = this.persist(() => this.host.pack(questionnaire, this.speaking));
    return Promise.all([core, pack]).then((parts) => {
      this.engine.load(parts[0], parts[1]);
      this.dress();
    });
  }

  private open(invited: Invitation): void {
    if (this.stopped) return;
    const { host, kept } = this;
    const returning = invited.state === 'rated' && kept.submitted > 0;
    if (invited.state !== 'open' && !returning) return this.state(invited.state);
    host.surface.trouble();
    host.surface.bar.appendChild(this.decline);
    const again = this.recall(returning);
    host.queue.unshift(...again);
    this.engine.open(this.speaking, fromHex(kept.submission), Number(invited.area.slice(0, 6)));
    this.dress();
    if (kept.wrote && again.length && this.phase() === 'edit') this.trouble('text_not_kept');
    host.emit('yiping-ready', { state: 'open' });
  }

  /** What was kept before a reload, as intents. Only an answer without text is sent unasked. */
  private recall(returning: boolean): Intent[] {
    const { kept, host } = this;
    const intents: Intent[] = [];
    if (kept.elder) {
      host.element.setAttribute('mode', 'elder');
      intents.push({ kind: 'apply', code: USE_MODE, argument: 'elder', now: kept.touched });
    }
    for (const [item, option] of kept.chosen) {
      intents.push({ kind: 'toggle', item, option, now: kept.touched });
    }
    if (kept.submitted && (returning || !kept.wrote)) {
      intents.push({ kind: 'apply', code: SUBMIT, argument: '', now: kept.submitted });
    }
    return intents;
  }

  private phase(): string {
    return this.view ? this.view.phase : '';
  }

  private apply(code: number): void {
    this.engine.send({ kind: 'apply', code, argument: '', now: clock() });
  }

  private changed(view: View, applied: Intent[]): void {
    const before = this.phase();
    this.view = view;
    this.host.surface.draw(view);
    this.keep(view, applied);
    this.host.emit('yiping-change', { phase: view.phase, revision: view.revision });
    if (view.phase === 'edit') this.status(...(this.kept.touched ? UNSENT : []));
    if (view.phase === 'sending' && before !== 'sending') this.delivery.begin();
    if (view.phase === 'closed') {
      this.memory.clear();
      this.state('declined');
      this.host.emit('yiping-decline', {});
    }
  }

  private keep(view: View, applied: Intent[]): void {
    const { kept } = this;
    for (const intent of applied) {
      if (intent.kind !== 'apply') kept.touched = kept.touched || intent.now;
      else if (intent.code === SUBMIT) kept.submitted = intent.now;
      else if (intent.code === EDIT) kept.submitted = 0;
      else if (intent.argument === 'elder') kept.elder = true;
    }
    const { chosen, wrote } = choicesOf(view);
    kept.chosen = chosen;
    // Once written, always said: after a reload nothing shows whether a sent document held text.
    kept.wrote = kept.wrote || wrote;
    if (kept.touched && (view.phase === 'edit' || view.phase === 'sending'))
      this.memory.write(kept);
  }

  private stored(receipt: string, earlier: boolean): void {
    const { host, texts } = this;
    this.apply(STORED);
    this.memory.clear();
    host.surface.trouble();
    const note = earlier ? texts['stored_earlier'] || '' : '';
    this.show(receiptScreen(receipt, texts, note, host.endpoint + 'receipt/'));
    host.emit('yiping-receipt', { receipt });
  }

  private rejected(problem: Problem): void {
    this.host.surface.note(wordsOf(problem, this.speaking));
    this.fail(problem.code, wordsOf(problem, 'en'));
  }

  private state(state: string, problem?: Problem): void {
    const { host } = this;
    if (state === 'rated') this.memory.clear();
    if (!this.invited) host.surface.describe('', '');
    host.surface.trouble();
    this.show(stateScreen(state, this.texts, host.endpoint + 'receipt/'));
    if (problem) this.fail(problem.code, wordsOf(problem, 'en'));
    host.emit('yiping-ready', { state });
  }

  /** Moves the focus only if it was inside what goes away. */
  private show(nodes: Node[]): void {
    const { surface, element } = this.host;
    const inside = element.shadowRoot && element.shadowRoot.activeElement;
    surface.replace(nodes);
    const heading = surface.screen.querySelector<HTMLElement>('h3');
    if (heading && inside) heading.focus();
    if (heading) surface.announce(heading.textContent || '');
  }

  private trouble(key: string, values: Record<string, string> = {}): void {
    const { texts, host } = this;
    const press = (): void => this.waiter.wake();
    const remedy = texts[key + '_help'] ? { label: texts['try_again'] || '', press } : undefined;
    const title = texts[key + '_title'] || texts[key];
    host.surface.trouble(title, fill(texts[key + '_help'], values), remedy);
  }

  private status(...keys: string[]): void {
    say(this.host.surface.status, keys.map((key) => this.texts[key] || '').join(' · '));
  }

  private fail(code: string, message: string): void {
    this.host.emit('yiping-error', { code, message });
  }

  private describe(): void {
    if (!this.invited) return;
    const { item_name, org_name, service_name, service_time } = this.invited.service;
    const when = [org_name, service_name, day(service_time, this.speaking)];
    this.host.surface.describe(item_name, when.filter(Boolean).join(' · '));
  }

  /** The words around the view, in the language spoken now. */
  private dress(): void {
    const { host, texts: old } = this;
    const { texts } = this.engine.texts(this.speaking);
    const languages = this.invited ? this.invited.languages : [];
    this.texts = Object.assign({}, old);
    for (const key of Object.keys(texts)) this.texts[key.slice(3)] = texts[key] || '';
    const { tools, foot } = host.surface;
    const elder = tools.querySelector('.elder');
    if (elder) elder.textContent = this.texts['elder'] || '';
    for (const node of Array.from(tools.querySelectorAll('.language'))) node.remove();
    for (const tag of languages) {
      if (tag === this.speaking) continue;
      const node = button('language', host.names[tag] || tag, () => {
        host.element.setAttribute('lang', tag);
      });
      node.lang = tag;
      tools.insertBefore(node, tools.firstChild);
    }
    this.privacy.textContent = '';
    this.privacy.appendChild(h('strong', '', this.texts['privacy_title']));
    const told = [this.texts['privacy'], this.texts['voluntary']].join(' ');
    this.privacy.appendChild(document.createTextNode(' ' + told));
    foot.insertBefore(this.privacy, foot.firstChild);
    this.decline.textContent = this.texts['decline'] || '';
    this.describe();
    if (this.view) host.surface.draw(this.view);
  }
}
