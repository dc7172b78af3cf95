// SPDX-License-Identifier: Apache-2.0
// Numbers and times as people read them. Times are shown in UTC+8, the time of the services.
import { language } from './language';

const ZONE = 'Asia/Shanghai';
const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;

/** A rate to one decimal, rounded half up on integers; 0/0 is a dash, never 100 %. */
export function percent(numerator: number, denominator: number): string {
  if (denominator <= 0) return '—';
  const tenths = Math.floor((2000 * numerator + denominator) / (2 * denominator));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function dateTime(seconds: number): string {
  return parts(seconds, { ...DAY, hour: '2-digit', minute: '2-digit', hour12: false });
}

/** The last day of something that ends at 24:00: a due time is midnight, which is the next day. */
export function lastDay(end: number): string {
  return parts(end - 1, DAY);
}

/** "2026-11" as 2026年11月 or November 2026. */
export function month(code: string): string {
  const [year = '', number = ''] = code.split('-');
  if (language() === 'zh-Hans') return `${year}年${Number(number)}月`;
  const first = new Date(Date.UTC(Number(year), Number(number) - 1, 1));
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    first,
  );
}

/** ISO week "2026-W47" in words: cases show the week only, so that a rater stays unknown. */
export function week(code: string): string {
  const [year = '', number = ''] = code.split('-W');
  return language() === 'zh-Hans'
    ? `${year}年第${Number(number)}周`
    : `week ${Number(number)} of ${year}`;
}

/** 23 characters in groups, as printed on a receipt. */
export function receipt(plain: string): string {
  const groups = [plain.slice(0, 6)];
  for (let at = 6; at < plain.length; at += 4) groups.push(plain.slice(at, at + 4));
  return groups.join('-');
}

function parts(seconds: number, style: Intl.DateTimeFormatOptions): string {
  const locale = language() === 'zh-Hans' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: ZONE }).format(
    new Date(seconds * 1000),
  );
}
