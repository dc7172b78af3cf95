// SPDX-License-Identifier: Apache-2.0
// One request's language, policy and widget attributes, carried along by every link of the page.

const KEPT = ['lang', 'csp', 'core', 'mode'];
const ZONE = 'Asia/Shanghai';

export class Visit {
  constructor(url, collector, script) {
    this.url = url;
    this.collector = collector;
    this.script = script;
    this.language = url.searchParams.get('lang') === 'en' ? 'en' : 'zh-Hans';
    this.other = this.language === 'en' ? 'zh-Hans' : 'en';
    this.core = one(url.searchParams.get('core'), ['js']);
    this.mode = one(url.searchParams.get('mode'), ['elder']);
    this.t = (words, values = {}) =>
      words[this.language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  link(path) {
    const url = new URL(path, 'http://portal');
    for (const name of KEPT) {
      const value = this.url.searchParams.get(name);
      if (value !== null) url.searchParams.set(name, value);
    }
    return url.pathname + url.search;
  }

  /** The questionnaire without scripts, in the language and size of this page. */
  form(token) {
    const url = new URL(`${this.collector}/f/${token}`);
    url.searchParams.set('lang', this.language);
    if (this.mode) url.searchParams.set('mode', this.mode);
    return url.href;
  }

  get otherLanguage() {
    const url = new URL(this.url);
    url.searchParams.set('lang', this.other);
    return url.pathname + url.search;
  }

  /** ?csp=wasm (default), strict (no WebAssembly), none. None of them has an unsafe source for style or script. */
  get policy() {
    const wanted = this.url.searchParams.get('csp') ?? 'wasm';
    if (wanted === 'none') return undefined;
    const wasm = wanted === 'strict' ? '' : " 'wasm-unsafe-eval'";
    const from = this.collector;
    return [
      "default-src 'none'",
      `script-src ${from}${wasm}`,
      "style-src 'self'",
      `connect-src ${from}`,
      "img-src 'self'",
      "base-uri 'none'",
      `form-action ${from}`,
      "frame-ancestors 'none'",
    ].join('; ');
  }

  day(seconds) {
    return this.#date(seconds, {});
  }

  time(seconds) {
    return this.#date(seconds, { hour: '2-digit', minute: '2-digit', hour12: false });
  }

  #date(seconds, more) {
    const locale = this.language === 'en' ? 'en-GB' : 'zh-CN';
    const style = { year: 'numeric', month: 'long', day: 'numeric', timeZone: ZONE, ...more };
    return new Intl.DateTimeFormat(locale, style).format(new Date(seconds * 1000));
  }
}

function one(value, allowed) {
  return allowed.includes(value) ? value : undefined;
}
