// SPDX-License-Identifier: Apache-2.0
import { words, type Words } from '../shared/language';

export const text = {
  title: words('评价结果公开', 'Public results'),
  lead: words(
    '群众对政务服务的评价，按公布的公式自动汇总，未经人工修改。',
    "What people said about government services, counted by published formulas and by nobody's hand.",
  ),
  area: words('地区', 'Area'),
  month: words('服务月份', 'Month of service'),
  stamp: words('截至 {cut} · 下次更新 {next}', 'Counted up to {cut} · next update {next}'),
  updated: words('数据已更新。', 'The figures have been updated.'),
  empty: words('还没有公布的数据。', 'Nothing has been published yet.'),
  emptyRemedy: words(
    '有服务完成并到下次更新时，本页会自动显示。',
    'This page will show figures after the next update.',
  ),
  levels: words('五级评价', 'The five levels'),
  rated: words('已评价', 'Rated'),
  pending: words('待评价', 'Still open'),
  unrated: words('未评', 'Not rated'),
  unitCount: words('{count} 件', '{count}'),
  fraction: words('{numerator} ÷ {denominator}', '{numerator} ÷ {denominator}'),
  formula: words('公式 {formula}', 'formula {formula}'),
  main: words('{area} · {month}', '{area} · {month}'),
  figures: words('主要指标', 'Main figures'),
  organisations: words('各单位', 'By organisation'),
  organisation: words('单位', 'Organisation'),
  spread: words('五级分布', 'Spread'),
  spreadOf: words('{level} {count} 件', '{level} {count}'),
  nobody: words('尚无评价', 'no ratings yet'),
  notes: words('怎么算的', 'How this is counted'),
  receipt: words('查询我的评价', 'Look up my rating'),
};

export const notes: readonly Words[] = [
  words(
    '公式 yiping-proposed/1 是本系统提出的写法，尚未与国家标准 GB/T 39734 附录 B 逐条核对；以主管部门公布的口径为准。',
    "The formulas yiping-proposed/1 are this system's own proposal. They have not been checked clause by clause against Annex B of GB/T 39734; the authority's published reading prevails.",
  ),
  words(
    '按服务发生的月份（北京时间）归集。评价期未满、还没评价的是“待评价”，不计入任何分母；期满没评价的是“未评”，绝不算作好评。',
    'Counted by the month of the service (UTC+8). A service whose window is still open is in no denominator; one that closed without a rating is "not rated" and never counts as good.',
  ),
  words(
    '每个比率都同时给出分子和分母；分母为 0 时显示“—”。百分数四舍五入到一位小数。',
    'Every rate shows its numerator and denominator; 0 ÷ 0 is shown as "—". Percentages are rounded half up to one decimal.',
  ),
];

export const figureNames: Readonly<Record<string, Words>> = {
  good_rate: words('好评率', 'Good ratings'),
  participation_rate: words('参评率', 'Participation'),
  unrated_rate: words('未评率', 'Not rated'),
  bad_rate: words('差评率', 'Bad ratings'),
  bad_reply_rate: words('差评回复率', 'Bad ratings answered'),
};

/** What a figure divides by what; only for the formulas that this page knows. */
export const definitions: Readonly<Record<string, Words>> = {
  'good_rate yiping-proposed/1': words(
    '非常满意、满意、基本满意 ÷ 已评价',
    'very satisfied, satisfied and basically satisfied ÷ rated',
  ),
  'participation_rate yiping-proposed/1': words(
    '已评价 ÷（已评价＋未评）',
    'rated ÷ (rated + not rated)',
  ),
  'unrated_rate yiping-proposed/1': words(
    '未评 ÷（已评价＋未评）',
    'not rated ÷ (rated + not rated)',
  ),
  'bad_rate yiping-proposed/1': words(
    '不满意、非常不满意 ÷ 已评价',
    'dissatisfied and very dissatisfied ÷ rated',
  ),
  'bad_reply_rate yiping-proposed/1': words(
    '已回复的差评 ÷ 差评',
    'bad ratings answered ÷ bad ratings',
  ),
};
