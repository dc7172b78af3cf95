// SPDX-License-Identifier: Apache-2.0
// The words and buttons around the view, in the language spoken now.
import type { LocaleTexts } from './core/instance';
import { button, h, part, say } from './lent';
import type { Host } from './host';
import type { Invitation } from './invitation';
import { day, fill } from './texts';
import type { Texts } from './view';

export class Chrome {
  texts: Texts;
  language: string;
  private invited: Invitation | undefined;
  private readonly privacy = part(h('p', 'privacy'), 'privacy');
  private readonly decline: HTMLButtonElement;

  constructor(
    private readonly host: Host,
    decline: () => void,
    private readonly retry: () => void,
  ) {
    this.texts = host.texts;
    this.language = host.language;
    this.decline = part(button('plain', '', decline), 'decline');
  }

  /** Takes the texts of a language and says everything in it. */
  speak({ lang, texts }: LocaleTexts): void {
    this.language = lang;
    this.texts = Object.assign({}, this.texts);
    for (const key of Object.keys(texts)) this.texts[key.slice('ui.'.length)] = texts[key] || '';
    const { tools, foot } = this.host.surface;
    const elder = tools.querySelector('.elder');
    if (elder) elder.textContent = this.texts['elder'] || '';
    this.privacy.textContent = '';
    const told = ['', this.texts['privacy'], this.texts['voluntary']].join(' ');
    this.privacy.append(h('strong', '', this.texts['privacy_title']), told);
    foot.prepend(this.privacy);
    this.decline.textContent = this.texts['decline'] || '';
    this.offerLanguages();
    this.describe();
  }

  invite(invited: Invitation): void {
    this.invited = invited;
    this.describe();
  }

  /** The form can be used: from here on there is something to decline. */
  open(): void {
    const { surface } = this.host;
    surface.trouble();
    surface.bar.append(this.decline);
    this.offerLanguages();
  }

  /** Above the form, with a button to try again when the key has a `_help`. */
  trouble(key: string, values: Record<string, string> = {}): void {
    const { texts } = this;
    const help = texts[key + '_help'];
    const remedy = help ? { label: texts['try_again'] || '', press: this.retry } : undefined;
    this.host.surface.trouble(texts[key + '_title'] || texts[key], fill(help, values), remedy);
  }

  status(...keys: string[]): void {
    say(this.host.surface.status, keys.map((key) => this.texts[key] || '').join(' · '));
  }

  /** Puts a screen in place of the form; the focus moves only if it was inside what goes away. */
  show(nodes: Node[]): void {
    const { surface, element } = this.host;
    const inside = element.shadowRoot && element.shadowRoot.activeElement;
    surface.trouble();
    if (!this.invited) surface.describe('', '');
    surface.replace(nodes);
    const heading = surface.screen.querySelector<HTMLElement>('h3');
    if (heading && inside) heading.focus();
    if (heading) surface.announce(heading.textContent || '');
  }

  private describe(): void {
    if (!this.invited) return;
    const { item_name, org_name, service_name, service_time } = this.invited.service;
    const when = [org_name, service_name, day(service_time, this.language)];
    this.host.surface.describe(item_name, when.filter(Boolean).join(' · '));
  }

  private offerLanguages(): void {
    const { host } = this;
    const { tools } = host.surface;
    for (const node of Array.from(tools.querySelectorAll('.language'))) node.remove();
    for (const tag of this.invited ? this.invited.languages : []) {
      if (tag === this.language) continue;
      const node = button('language', host.names[tag] || tag, () => {
        host.element.setAttribute('lang', tag);
      });
      node.lang = tag;
      tools.prepend(node);
    }
  }
}
