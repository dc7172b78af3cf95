// SPDX-License-Identifier: Apache-2.0
// Markup on the server: html`…${value}…` escapes every value that is not itself html.

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

export function html(strings, ...values) {
  let text = strings[0];
  values.forEach((value, at) => {
    text += escape(value) + strings[at + 1];
  });
  return new Html(text);
}

function escape(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(escape).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}
