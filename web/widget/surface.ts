// SPDX-License-Identifier: Apache-2.0
// The widget's nodes. `draw` patches only what a view changed, so focus and composition survive.
import { button, h, part, say } from './dom';
import { choices, type ItemNode, type Send } from './items/choices';
import type { View, ViewAction, ViewItem } from './view';

export type Kind = (first: ViewItem, send: Send) => ItemNode;

export class Surface {
  readonly box = part(h('div', 'box'), 'box');
  readonly tools = h('div', 'tools');
  /** Renderers by item kind; rest.js adds those that the first screen does not need. */
  readonly kinds: Record<string, Kind> = { level: choices, multi: choices, rating: choices };
  /** A fieldset, so that a frozen document cannot be pressed: one property disables every control. */
  readonly items = h('fieldset', 'items');
  readonly foot = h('div', 'foot');
  /** Holds the buttons of the view's actions, then those of the host. */
  readonly bar = h('div', 'bar');
  readonly status = part(h('p', 'status'), 'status');
  /** Stands in place of the form: a receipt, or why there is nothing to rate. */
  readonly screen = part(h('div', 'screen'), 'screen');

  private readonly title = part(h('h2', 'title'), 'title');
  private readonly service = part(h('p', 'service'), 'service');
  private readonly when = h('p', 'when');
  private readonly banner = part(h('div', 'banner'), 'notice');
  private readonly form = part(h('form', 'form'), 'form');
  private readonly actions = h('div', 'actions');
  private readonly notices = h('div', 'notices');
  private readonly reason = h('p', 'reason');
  private readonly live = h('p', 'live');
  private readonly drawn = new Map<string, ItemNode>();
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private view: View | undefined;

  constructor(
    private readonly send: Send,
    private readonly act: (action: string) => void,
  ) {
    const head = h('div', 'head');
    const what = head.appendChild(h('div', 'what'));
    for (const node of [this.title, this.service, this.when]) what.appendChild(node);
    head.appendChild(this.tools);
    for (const node of [this.items, this.foot]) this.form.appendChild(node);
    this.bar.appendChild(this.actions);
    for (const node of [this.notices, this.reason, this.bar, this.status]) {
      this.foot.appendChild(node);
    }
    for (const node of [head, this.banner, this.form, this.screen, this.live]) {
      this.box.appendChild(node);
    }
    this.live.setAttribute('role', 'status');
    this.items.setAttribute('role', 'presentation');
    this.banner.hidden = this.screen.hidden = this.status.hidden = this.reason.hidden = true;
    this.form.noValidate = true;
    this.form.addEventListener('submit', (event) => event.preventDefault());
  }

  draw(view: View): void {
    this.view = view;
    this.box.lang = view.lang;
    this.box.dir = view.dir;
    this.box.setAttribute('data-phase', view.phase);
    this.title.textContent = view.title;
    this.items.disabled = view.phase !== 'edit';
    this.drawItems(view.items);
    this.notices.textContent = '';
    for (const notice of view.notices || []) this.notices.appendChild(h('p', '', notice.text));
    this.drawActions(view.actions || []);
    say(this.reason);
    this.announce(view.announcement || '');
  }

  /** What is being rated; a quiet line holds its place until it is known. */
  describe(service: string, when: string, known = true): void {
    this.service.textContent = service;
    this.when.textContent = when || '\u00a0';
    this.service.classList.toggle('waiting', !known);
  }

  announce(text: string): void {
    this.live.textContent = text;
  }

  focus(item?: string): void {
    const node = this.drawn.get(item || '');
    if (node) node.focus();
  }

  /** Shows a passing trouble above the form, which stays usable; nothing clears it. */
  trouble(title?: string, help?: string, remedy?: { label: string; press: () => void }): void {
    const { banner } = this;
    banner.textContent = '';
    banner.hidden = !title;
    if (!title) return;
    banner.appendChild(h('strong', '', title));
    if (help) banner.appendChild(h('p', '', help));
    if (remedy) banner.appendChild(button('quiet', remedy.label, remedy.press));
    this.announce(title);
  }

  /** Adds the collector's own words to what the view says above its buttons. */
  note(text: string): void {
    this.notices.appendChild(h('p', '', text));
    this.announce(text);
  }

  /** Puts nodes in place of the form, or the form back. */
  replace(nodes: Node[]): void {
    this.screen.textContent = '';
    for (const node of nodes) this.screen.appendChild(node);
    this.screen.hidden = !nodes.length;
    this.form.hidden = !!nodes.length;
    this.box.classList.toggle('ended', !!nodes.length);
  }

  private drawItems(items: ViewItem[]): void {
    const gone = new Set(this.drawn.keys());
    let before: Node | null = this.items.firstChild;
    for (const item of items) {
      const make = this.kinds[item.kind];
      if (!make) continue;
      gone.delete(item.id);
      let drawn = this.drawn.get(item.id);
      if (!drawn) this.drawn.set(item.id, (drawn = make(item, this.send)));
      drawn.update(item);
      if (drawn.node === before) before = before.nextSibling;
      else this.items.insertBefore(drawn.node, before);
    }
    for (const id of Array.from(gone)) {
      const drawn = this.drawn.get(id);
      if (drawn) this.items.removeChild(drawn.node);
      this.drawn.delete(id);
    }
  }

  private drawActions(actions: ViewAction[]): void {
    const gone = new Set(this.buttons.keys());
    for (const action of actions) {
      gone.delete(action.id);
      let node = this.buttons.get(action.id);
      if (!node) {
        node = part(
          button('action', '', () => this.press(action.id)),
          action.id,
        );
        this.buttons.set(action.id, node);
        this.actions.appendChild(node);
      }
      node.textContent = action.label;
      // Not `disabled`: a press tells why, and the button stays in the tab order.
      node.setAttribute('aria-disabled', String(!action.enabled));
    }
    for (const id of Array.from(gone)) {
      const node = this.buttons.get(id);
      if (node) this.actions.removeChild(node);
      this.buttons.delete(id);
    }
  }

  private press(id: string): void {
    const action = ((this.view && this.view.actions) || []).find((each) => each.id === id);
    if (!action) return;
    if (action.enabled) return this.act(id);
    say(this.reason, action.reason);
    this.announce(action.reason || '');
    this.focus(this.view && this.view.focus);
  }
}
