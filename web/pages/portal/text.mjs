// SPDX-License-Identifier: Apache-2.0
// The portal's wording. Names of items and offices are Chinese in both: they have no other official name.

const pair = (chinese, english) => ({ 'zh-Hans': chinese, en: english });

export const text = {
  site: pair('{city}政务服务网', '{city} Government Services'),
  motto: pair('一网通办 · 高效办成一件事', 'One site for every errand'),
  demo: pair(
    '演示页面：办件为样例数据，不对应任何真实的人和单位。',
    'Demonstration: the cases are samples and belong to no real person or office.',
  ),
  demoLabel: pair('演示说明', 'About this demonstration'),
  skip: pair('跳到正文', 'Skip to content'),
  otherLanguage: pair('English', '简体中文'),
  home: pair('首页', 'Home'),
  mine: pair('用户中心', 'My account'),
  cases: pair('我的办件', 'My cases'),
  detail: pair('办件详情', 'Case details'),
  where: pair('您的位置', 'You are here'),
  user: pair('演示用户，您好', 'Hello, demo user'),
  cities: pair('切换城市', 'City'),
  casesLead: pair(
    '共 {count} 件。服务发生后七天内可以评价。',
    '{count} cases. A service can be rated for seven days.',
  ),
  caseNo: pair('办件编号', 'Case number'),
  item: pair('事项名称', 'Service item'),
  itemCode: pair('实施编码', 'Item code'),
  office: pair('办理单位', 'Office'),
  applied: pair('申请时间', 'Applied on'),
  channel: pair('办理渠道', 'Channel'),
  rater: pair('服务对象', 'Applicant'),
  status: pair('办件状态', 'Status'),
  latest: pair('最近服务', 'Latest service'),
  progress: pair('办理进度', 'Progress'),
  facts: pair('办件信息', 'Case'),
  materials: pair('申报材料', 'Documents'),
  material: pair('材料名称', 'Document'),
  source: pair('来源', 'How it came'),
  services: pair('服务记录', 'Services of this case'),
  servicesNote: pair('每次服务都可以单独评价。', 'Each service can be rated on its own.'),
  rate: pair('评价这次服务', 'Rate this service'),
  rating: pair('办件评价', 'Rate this service'),
  shown: pair('正在评价', 'being rated here'),
  open: pair('查看详情', 'Open'),
  hotline: pair('政务服务便民热线', 'Government service hotline'),
  results: pair('评价结果公开', 'Public results'),
  receipt: pair('查询我的评价', 'Look up my rating'),
  notFound: pair('没有这个页面。', 'There is no such page.'),
  notFoundHelp: pair(
    '可能是办件编号变了，请从我的办件进入。',
    'Please start from your list of cases.',
  ),
  question: pair('您对本次服务满意吗？', 'Are you satisfied with this service?'),
  unchosen: pair('还没有选', 'Not chosen yet'),
  goOn: pair('下一步', 'Next'),
  noToken: pair('这次服务暂时不能评价。', 'This service cannot be rated right now.'),
};

export const levels = {
  very_satisfied: pair('非常满意', 'Very satisfied'),
  satisfied: pair('满意', 'Satisfied'),
  basically_satisfied: pair('基本满意', 'Basically satisfied'),
  dissatisfied: pair('不满意', 'Dissatisfied'),
  very_dissatisfied: pair('非常不满意', 'Very dissatisfied'),
};

export const steps = {
  applied: pair('提交申请', 'Submitted'),
  accepted: pair('受理', 'Accepted'),
  reviewed: pair('审查', 'Review'),
  finished: pair('办结', 'Finished'),
};

export const stepStates = {
  done: pair('已完成', 'done'),
  now: pair('办理中', 'in progress'),
  later: pair('未开始', 'not yet'),
};

export const statuses = {
  applied: pair('待受理', 'Waiting for acceptance'),
  accepted: pair('办理中', 'In progress'),
  finished: pair('已办结', 'Finished'),
};

export const channels = {
  pc: pair('网站', 'Website'),
  mobile: pair('移动端', 'Mobile app'),
  qr: pair('二维码', 'QR code'),
  window: pair('大厅窗口', 'Service hall'),
  kiosk: pair('自助终端', 'Kiosk'),
  telephone: pair('电话', 'Telephone'),
  sms: pair('短信', 'Text message'),
};

export const raters = {
  natural_person: pair('自然人', 'Natural person'),
  organisation: pair('法人或其他组织', 'Organisation'),
};

export const serviceNames = {
  咨询: pair('咨询', 'Enquiry'),
  申报: pair('申报', 'Application'),
  补正: pair('补正', 'Correction'),
  缴费: pair('缴费', 'Payment'),
  签收: pair('签收', 'Collection'),
};

export const materialKinds = {
  shared: pair('电子证照共享，免提交', 'Shared certificate, nothing to hand in'),
  uploaded: pair('在线上传', 'Uploaded'),
  form: pair('在线填写', 'Filled in online'),
};
