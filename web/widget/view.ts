// SPDX-License-Identifier: Apache-2.0
// What the core hands to a host: docs/view.md. A host draws it and knows no rule.

export interface ViewOption {
  id: string;
  label: string;
  selected?: boolean;
  group?: string;
}

export interface ViewItem {
  id: string;
  kind: 'level' | 'multi' | 'rating' | 'text';
  label: string;
  hint?: string;
  required?: boolean;
  options?: ViewOption[];
  value?: string;
  limit?: number;
  remaining?: number;
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
  phase: 'edit' | 'sending' | 'stored' | 'rejected' | 'closed';
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

/** Wording of the host's own chrome, by key without its `ui.`. */
export type Texts = Record<string, string>;

/** What an embedded first screen holds: the core's first view and the words around it. */
export interface First {
  name: string;
  view: View;
  texts: Texts;
}
