// SPDX-License-Identifier: Apache-2.0
// Chinese first, English whole. A text is a pair, so that nobody translates half a page.

export type Language = 'zh-Hans' | 'en';

export interface Words {
  readonly 'zh-Hans': string;
  readonly en: string;
}

const KEY = 'yiping-language';

export function words(chinese: string, english: string): Words {
  return { 'zh-Hans': chinese, en: english };
}

let current: Language = initial();

export function language(): Language {
  return current;
}

/** The text in the page's language, `{name}` replaced by the value of that name. */
export function say(text: Words, values: Record<string, string | number> = {}): string {
  return text[current].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is refused in private windows and sandboxes: the choice then lasts for this page.
  }
}

function initial(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'zh-Hans') return asked;
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-Hans';
  } catch {
    return 'zh-Hans';
  }
}
