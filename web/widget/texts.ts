// SPDX-License-Identifier: Apache-2.0

/** Puts values in place of `{name}`. */
export function fill(text = '', values: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] || whole);
}

/** A day, in UTC+8, where the service was given. `time`: Unix seconds. */
export function day(time: number, language: string): string {
  return new Date(time * 1000).toLocaleDateString(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'Asia/Shanghai',
  });
}

/** 440300-XXXX-XXXX-XXXX-XXXX-C (docs/evaluation.md). */
export function grouped(receipt: string): string {
  return receipt.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.)$/, '$1-$2-$3-$4-$5-$6');
}
