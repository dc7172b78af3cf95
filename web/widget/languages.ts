// SPDX-License-Identifier: Apache-2.0

/** The embedded language that serves a tag best: itself, the same language, the first. */
export function nearest(tag: string, languages: string[]): string {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const primary = (each: string) => each.split('-')[0] || '';
  return (
    languages.find((each) => same(each, tag)) ||
    languages.find((each) => same(primary(each), primary(tag))) ||
    languages[0] ||
    ''
  );
}
