// SPDX-License-Identifier: Apache-2.0
// Wording that more than one page uses.
import { words, type Words } from './language';

export type LevelName =
  'very_satisfied' | 'satisfied' | 'basically_satisfied' | 'dissatisfied' | 'very_dissatisfied';

/** Best first, as everywhere. */
export const LEVELS: readonly LevelName[] = [
  'very_satisfied',
  'satisfied',
  'basically_satisfied',
  'dissatisfied',
  'very_dissatisfied',
];

const levelWords: Record<LevelName, Words> = {
  very_satisfied: words('非常满意', 'Very satisfied'),
  satisfied: words('满意', 'Satisfied'),
  basically_satisfied: words('基本满意', 'Basically satisfied'),
  dissatisfied: words('不满意', 'Dissatisfied'),
  very_dissatisfied: words('非常不满意', 'Very dissatisfied'),
};

/** A level of a newer collector shows by its name rather than not at all. */
export function levelText(name: string): Words {
  return levelWords[name as LevelName] ?? words(name, name);
}

export const common = {
  skip: words('跳到正文', 'Skip to content'),
  otherLanguage: words('English', '简体中文'),
  product: words('一评', 'Yiping'),
  tagline: words('政务服务“好差评”', 'Rating of government services'),
  loading: words('正在读取…', 'Loading…'),
  retry: words('重试', 'Try again'),
  results: words('公开结果', 'Public results'),
  receipt: words('查询回执', 'Look up a receipt'),
};
