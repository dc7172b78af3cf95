// SPDX-License-Identifier: Apache-2.0
// The widget's nodes. `draw` patches only what a view changed, so focus and composition survive.
import { button, h, part, patch, say, type Drawn } from './dom';
import { choices, type ItemNode, type Send } from './items/choices';
import { isOpen, type View, type ViewAction, type ViewItem } from './view';

export type Kind = (first: ViewItem, send: Send) => ItemNode;

export class Surface {
  readonly box = part(h('div', 'box'), 'box');
  readonly tools = h('div', 'tools');
  /** Renderers by item kind; rest.js adds those that the first screen does not need. */
  readonly kinds: Record<string, Kind> = { level: choices };
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
  private readonly buttons = new Map<string, Drawn<ViewAction>>();
  private view: View | undefined;
  private told = '';

  constructor(
    private readonly send: Send,
    private readonly act: (action: string) => void,
  ) {
    const head = h('div', 'head');
    const what = h('div', 'what');
    what.append(this.title, this.service, this.when);
    head.append(what, this.tools);
    this.bar.append(this.actions);
    this.foot.append(this.notices, this.reason, this.bar, this.status);
    this.form.append(this.items, this.foot);
    this.box.append(head, this.banner, this.form, this.screen, this.live);
    this.live.setAttribute('role', 'status');
    this.items.setAttribute('role', 'presentation');
    this.notices.id = 'notices';
    this.notices.tabIndex = -1;
    this.banner.hidden = this.screen.hidden = this.status.hidden = this.reason.hidden = true;
    this.form.noValidate = true;
    this.form.addEventListener('submit', (event) => event.preventDefault());
  }

  draw(view: View): void {
    const before = this.view;
    this.view = view;
    this.box.lang = view.lang;
    this.box.dir = view.dir;
    this.title.textContent = view.title;
    this.items.disabled = !isOpen(view.phase);
    this.box.classList.toggle('frozen', this.items.disabled);
    this.drawItems(view);
    this.notices.textContent = '';
    for (const notice of view.notices || []) this.notices.append(h('p', '', notice.text));
    patch(this.actions, this.buttons, view.actions || [], (action) => this.drawAction(action));
    say(this.reason);
    // A notice is heard when it comes, not again with every key.
    const tell = view.announcement || this.notices.textContent || '';
    if (tell !== this.told) this.announce((this.told = tell));
    // Read, and in the way of a second press of the same key.
    if (view.phase === 'review' && before && before.phase !== 'review') this.notices.focus();
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
    banner.append(h('strong', '', title));
    if (help) banner.append(h('p', '', help));
    if (remedy) banner.append(button('quiet', remedy.label, remedy.press));
    this.announce(title);
  }

  /** Adds the collector's own words to what the view says above its buttons. */
  note(text: string): void {
    this.notices.append(h('p', '', text));
    this.announce(text);
  }

  /** Puts nodes in place of the form, or the form back. */
  replace(nodes: Node[]): void {
    this.screen.textContent = '';
    this.screen.append(...nodes);
    this.screen.hidden = !nodes.length;
    this.form.hidden = !!nodes.length;
    this.box.classList.toggle('ended', !!nodes.length);
  }

  private drawItems(view: View): void {
    const items: ViewItem[] = [];
    for (const item of view.items) {
      const { id, heading } = item;
      if (heading) items.push({ id: id + ' ', kind: 'heading', label: heading });
      items.push(item);
    }
    const known = items.filter(({ kind }) => this.kinds[kind]);
    patch(this.items, this.drawn, known, (item) =>
      (this.kinds[item.kind] as Kind)(item, this.send),
    );
  }

  private drawAction({ id }: ViewAction): Drawn<ViewAction> {
    const node = part(
      button('action', '', () => this.press(id)),
      id,
    );
    node.setAttribute('aria-describedby', this.notices.id);
    return {
      node,
      update({ label, enabled }) {
        node.textContent = label;
        // Not `disabled`: a press tells why, and the button stays in the tab order.
        node.setAttribute('aria-disabled', String(!enabled));
      },
    };
  }

  private press(id: string): void {
    const { actions, focus, items } = this.view as View;
    const action = (actions || []).find((each) => each.id === id);
    if (!action) return;
    if (!action.enabled) {
      say(this.reason, action.reason);
      this.announce(action.reason || '');
      return this.focus(focus);
    }
    this.act(id);
    // Its button is gone then, and the focus with it: to the text that needs a change, or the first.
    if (id === 'edit') this.focus(focus || (items[0] as ViewItem).id);
  }
}
