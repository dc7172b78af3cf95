// SPDX-License-Identifier: Apache-2.0
// <yi-ping>: draws the embedded first view at once, takes presses, and loads the rest meanwhile.
import first from 'yiping:first';
import css from './style/first.css';
import { button, part } from './dom';
import type { Host, Running } from './host';
import { clock, USE_MODE, type Intent } from './intent';
import { nearest } from './languages';
import { call, coreScript, coreWasm, pack, rest, root } from './load';
import { style } from './style';
import { Surface } from './surface';
import type { First } from './view';

// Importing on a server must not crash.
const Base = (typeof HTMLElement === 'undefined' ? Object : HTMLElement) as typeof HTMLElement;

const names: Record<string, string> = {};
for (const tag of Object.keys(first)) names[tag] = (first[tag] as First).name;

/** The answer asked for already, and on a second call a new request. */
function ahead<T>(promise: Promise<T>, again: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined = promise;
  promise.catch(() => undefined);
  return () => {
    const answer = kept || again();
    kept = undefined;
    return answer;
  };
}

export class YiPing extends Base {
  static get observedAttributes(): string[] {
    return ['token', 'endpoint', 'questionnaire', 'lang', 'mode'];
  }

  private surface: Surface | undefined;
  private running: Running | undefined;
  private queue: Intent[] = [];
  /** Rises with every start, so that a late load of an earlier one is ignored. */
  private turn = 0;

  connectedCallback(): void {
    if (!this.surface) {
      this.start();
      this.adopt();
    } else if (this.running) this.running.wake();
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (!this.surface || old === value) return;
    if (name === 'mode') this.useMode();
    else if (name !== 'lang') this.start();
    else if (this.running) this.running.language(value || '');
    else this.drawFirst(this.surface);
  }

  private start(): void {
    if (this.running) this.running.stop();
    this.running = undefined;
    this.queue = [];
    const shadow = this.shadowRoot || this.attachShadow({ mode: 'open' });
    if (!this.surface) style(shadow, css);
    else this.surface.box.remove();
    const surface = new Surface(
      (intent) => this.take(intent),
      (action) => this.running && this.running.act(action),
    );
    this.surface = surface;
    this.drawFirst(surface);
    surface.describe(this.first().texts['loading'] || '', '', false);
    shadow.append(surface.box);
    this.useMode();
    this.load(surface);
  }

  /**
   * A shadow root hides what is inside the tag: a form for engines without scripts. A level that was
   * chosen there before the script came is chosen here, and the keyboard stays where it was.
   */
  private adopt(): void {
    const chosen = this.querySelector<HTMLInputElement>('input:checked');
    if (!chosen || !this.surface) return;
    for (const input of Array.from(this.surface.items.querySelectorAll('input'))) {
      if (input.value !== chosen.value) continue;
      input.click();
      if (chosen === document.activeElement) input.focus();
    }
  }

  private take(intent: Intent): void {
    if (this.running) this.running.send(intent);
    else this.queue.push(intent);
  }

  private useMode(): void {
    const elder = this.getAttribute('mode') === 'elder';
    const toggle = this.surface && this.surface.tools.querySelector('.elder');
    if (toggle) toggle.setAttribute('aria-pressed', String(elder));
    if (elder) this.take({ kind: 'apply', code: USE_MODE, argument: 'elder', now: clock() });
  }

  private languageTag(): string {
    const near = this.closest('[lang]');
    const wanted = this.getAttribute('lang') || (near && near.getAttribute('lang')) || '';
    return nearest(wanted, Object.keys(first));
  }

  private first(): First {
    return first[this.languageTag()] as First;
  }

  private drawFirst(surface: Surface): void {
    const { view, texts } = this.first();
    surface.draw(view);
    surface.tools.textContent = '';
    const elder = button('elder', texts['elder'] || '', () => {
      this.setAttribute('mode', this.getAttribute('mode') === 'elder' ? 'standard' : 'elder');
    });
    surface.tools.append(part(elder, 'elder'));
  }

  private load(surface: Surface): void {
    const turn = ++this.turn;
    const endpoint = new URL(this.getAttribute('endpoint') || root, root || location.href).href;
    const token = this.getAttribute('token') || '';
    const language = this.languageTag();
    const questionnaire = this.getAttribute('questionnaire') || QUESTIONNAIRE;
    const invite = () => call(endpoint, token, 'v1/invitation');
    const packs = (id: string, tag: string) => pack(endpoint, id, tag);
    const firstPack = ahead(packs(questionnaire, language), () => packs(questionnaire, language));
    const noWasm = this.getAttribute('core') === 'js';
    const wasm = () => (noWasm ? Promise.reject() : coreWasm());
    wasm()
      .catch(coreScript)
      .catch(() => undefined);
    const host: Host = {
      element: this,
      surface,
      queue: this.queue,
      endpoint,
      token,
      questionnaire,
      language,
      texts: this.first().texts,
      names,
      emit: (event, detail) => this.emit(event, detail),
      coreWasm: wasm,
      coreScript,
      pack: (id, tag) => (id === questionnaire && tag === language ? firstPack() : packs(id, tag)),
      invitation: token ? ahead(invite(), invite) : invite,
      post: (path, body) => call(endpoint, token, path, body),
      style: (sheet) => style(this.shadowRoot as ShadowRoot, sheet),
    };
    const bring = (): void => {
      rest().then(
        (start) => {
          if (turn === this.turn) this.running = start(host);
        },
        () => {
          const { texts } = host;
          const remedy = { label: texts['try_again'] || '', press: bring };
          surface.trouble(
            texts['state_service_down_title'],
            texts['state_service_down_help'],
            remedy,
          );
          this.emit('yiping-error', { code: 'script_unreachable' });
        },
      );
    };
    bring();
  }

  private emit(event: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true, detail }));
  }
}
