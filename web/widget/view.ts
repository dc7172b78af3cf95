// SPDX-License-Identifier: Apache-2.0
// What the core hands to a host: docs/view.md. A host draws it and knows no rule.

export interface ViewOption {
  id: string;
  label: string;
  /** The Chinese wording, beside one that nobody has reviewed. */
  official?: string;
  selected?: boolean;
  group?: string;
}

export interface ViewItem {
  id: string;
  /** `heading` is the surface's own: what stands before an item that has one. */
  kind: 'level' | 'multi' | 'rating' | 'single' | 'contact' | 'text' | 'statement' | 'heading';
  /** Title of the section that begins with this item. */
  heading?: string;
  label: string;
  hint?: string;
  required?: boolean;
  enabled?: boolean;
  options?: ViewOption[];
  value?: string;
  limit?: number;
  remaining?: number;
  /** What a browser may fill in. */
  purpose?: 'name' | 'tel' | 'email';
  error?: string;
}

export interface ViewAction {
  id: string;
  label: string;
  enabled: boolean;
  reason?: string;
}

export interface View {
  v: number;
  revision: number;
  phase: 'edit' | 'review' | 'sending' | 'stored' | 'rejected' | 'closed';
  lang: string;
  dir: string;
  title: string;
  items: ViewItem[];
  actions?: ViewAction[];
  notices?: { id: string; text: string }[];
  announcement?: string;
  focus?: string;
  receipt?: string;
}

/** Answers can be changed; in review a notice waits to be read before a second press submits. */
export const isOpen = (phase: string): boolean => phase === 'edit' || phase === 'review';

/** Wording of the host's own chrome, by key without its `ui.`. */
export type Texts = Record<string, string>;

/** What an embedded first screen holds: the core's first view and the words around it. */
export interface First {
  name: string;
  view: View;
  texts: Texts;
}
