// SPDX-License-Identifier: Apache-2.0
// Sample services to cases, as a business system would know them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './errors.mjs';

/** Areas of the samples, in the order in which the portal lists them. */
export const CITIES = [
  { area: '440300000000', id: 'shenzhen', name: { 'zh-Hans': '深圳', en: 'Shenzhen' } },
  { area: '330100000000', id: 'hangzhou', name: { 'zh-Hans': '杭州', en: 'Hangzhou' } },
  { area: '510100000000', id: 'chengdu', name: { 'zh-Hans': '成都', en: 'Chengdu' } },
  { area: '640100000000', id: 'yinchuan', name: { 'zh-Hans': '银川', en: 'Yinchuan' } },
];

/** Every event of assets/samples/services-*.json, its offset turned into a time. */
export function readServices(assets, now) {
  const folder = join(assets, 'samples');
  let names;
  try {
    names = readdirSync(folder).filter((name) => /^services-.*\.json$/.test(name));
  } catch (cause) {
    throw new OperatorError(
      `没有样例数据：${folder} 读不到。请用 --assets 指定资源目录。\n` +
        `No samples: ${folder} cannot be read. Name the assets folder with --assets.`,
      { cause },
    );
  }
  return names.sort().flatMap((name) =>
    JSON.parse(readFileSync(join(folder, name), 'utf8')).services.map(
      ({ service_time_offset: offset, ...service }) => ({
        ...service,
        service_time: now + offset,
      }),
    ),
  );
}

/** Events of one case together, oldest first; cases by city, then as the samples have them. */
export function casesOf(services) {
  const cases = new Map();
  for (const service of services) {
    const key = `${service.area} ${service.case_no}`;
    if (!cases.has(key)) cases.set(key, []);
    cases.get(key).push(service);
  }
  const rank = (area) => {
    const at = CITIES.findIndex((city) => city.area === area);
    return at < 0 ? CITIES.length : at;
  };
  return [...cases.values()]
    .map((events) => events.sort((a, b) => a.service_time - b.service_time))
    .sort((a, b) => rank(a[0].area) - rank(b[0].area))
    .map((events, at) => ({ number: at + 1, ...events[events.length - 1], services: events }));
}

const STEPS = ['applied', 'accepted', 'reviewed', 'finished'];
const REACHED = { applied: 0, accepted: 1, finished: 3 };

/**
 * 提交申请 → 受理 → 审查 → 办结. The samples know when services happened and how far the case has
 * come; the times between are spread over that span.
 */
export function timeline(one) {
  const first = one.services[0].service_time;
  const last = one.services[one.services.length - 1].service_time;
  const span = Math.max(last - first, 3 * 3600);
  const reached = REACHED[one.status] ?? 0;
  const begun = reached > 0 && one.services.length === 1 ? first - span : first;
  const shares = [0, 0.2, 0.45, 1];
  return STEPS.map((name, at) => {
    const done = at <= reached;
    const current = reached < 3 && at === reached + 1;
    const time = done
      ? begun + Math.round(span * shares[at] * (reached === 3 ? 1 : 0.9))
      : undefined;
    return { name, state: done ? 'done' : current ? 'now' : 'later', time };
  });
}

/** What an applicant hands in, by item; `shared` comes from the certificate store, not from paper. */
const MATERIALS = {
  居住证签发: [
    ['居民身份证', 'shared'],
    ['居住登记凭证或房屋租赁合同', 'uploaded'],
    ['近期证件照', 'uploaded'],
  ],
  失业保险金申领: [
    ['社会保障卡', 'shared'],
    ['终止或解除劳动关系证明', 'shared'],
    ['失业保险金申领表', 'form'],
  ],
  个体工商户设立登记: [
    ['个体工商户登记申请书', 'form'],
    ['经营者身份证明', 'shared'],
    ['经营场所使用证明', 'uploaded'],
  ],
  不动产转移登记: [
    ['不动产登记申请书', 'form'],
    ['申请人身份证明', 'shared'],
    ['不动产权证书', 'shared'],
    ['买卖合同', 'uploaded'],
    ['完税凭证', 'shared'],
  ],
  不动产抵押权登记: [
    ['不动产登记申请书', 'form'],
    ['不动产权证书', 'shared'],
    ['主债权合同与抵押合同', 'uploaded'],
  ],
  生育津贴支付: [
    ['社会保障卡', 'shared'],
    ['出生医学证明', 'shared'],
    ['诊断证明或出院小结', 'uploaded'],
  ],
  食品经营许可核发: [
    ['食品经营许可申请书', 'form'],
    ['营业执照', 'shared'],
    ['主要设备设施布局与操作流程', 'uploaded'],
    ['食品安全规章制度', 'uploaded'],
  ],
  婚姻登记: [
    ['双方居民身份证', 'shared'],
    ['双方居民户口簿', 'shared'],
    ['近期免冠合影照片', 'uploaded'],
  ],
  户口登记项目变更: [
    ['居民户口簿', 'shared'],
    ['居民身份证', 'shared'],
    ['变更事由证明', 'uploaded'],
  ],
  企业变更登记: [
    ['公司登记申请书', 'form'],
    ['股东会决议', 'uploaded'],
    ['修改后的章程', 'uploaded'],
    ['营业执照', 'shared'],
  ],
  异地就医备案: [
    ['社会保障卡', 'shared'],
    ['异地就医备案表', 'form'],
  ],
  住房公积金提取: [
    ['居民身份证', 'shared'],
    ['提取事由证明', 'uploaded'],
    ['本人银行卡', 'uploaded'],
  ],
  高龄津贴申领: [
    ['居民身份证', 'shared'],
    ['高龄津贴申请表', 'form'],
    ['本人银行卡', 'uploaded'],
  ],
  职工参保登记: [
    ['职工参保登记表', 'form'],
    ['居民身份证', 'shared'],
    ['劳动合同', 'uploaded'],
  ],
  一次性创业补贴申领: [
    ['一次性创业补贴申请表', 'form'],
    ['营业执照', 'shared'],
    ['本人银行卡', 'uploaded'],
  ],
  社会团体成立登记: [
    ['成立登记申请书', 'form'],
    ['章程草案', 'uploaded'],
    ['住所使用权证明', 'uploaded'],
  ],
};

export function materialsOf(one) {
  const known = MATERIALS[one.item_name] ?? [
    ['申请表', 'form'],
    ['申请人身份证明', 'shared'],
  ];
  return known.map(([name, kind]) => ({ name, kind }));
}
