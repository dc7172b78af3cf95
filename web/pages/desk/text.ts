// SPDX-License-Identifier: Apache-2.0
import { words, type Words } from '../shared/language';

export const text = {
  title: words('差评处理', 'Bad-review desk'),
  signIn: words('登录', 'Sign in'),
  signingIn: words('正在登录…', 'Signing in…'),
  name: words('用户名', 'User name'),
  password: words('密码', 'Password'),
  signInNote: words(
    '仅供办理单位的经办人员使用，每次查看和操作都会留下记录。',
    'For officers of the handling offices only. Every look and every step is recorded.',
  ),
  signOut: words('退出登录', 'Sign out'),
  signedInAs: words('{name} · 地区 {area}', '{name} · area {area}'),
  open: words('待处理', 'To do'),
  closed: words('已办结', 'Closed'),
  all: words('全部', 'All'),
  filter: words('显示哪些办件', 'Which cases to show'),
  cases: words('{count} 件，按期限排列', '{count} cases by deadline'),
  oneCase: words('{count} 件', '{count} case'),
  none: words('没有办件。', 'There are no cases.'),
  noneOpen: words('没有待处理的差评。', 'No bad ratings are waiting.'),
  level: words('评价等级', 'Level'),
  item: words('服务事项', 'Service'),
  office: words('办理单位', 'Office'),
  channel: words('渠道', 'Channel'),
  week: words('评价时间', 'Rated in'),
  due: words('答复期限', 'Reply due'),
  state: words('状态', 'State'),
  overdue: words('已逾期', 'Overdue'),
  back: words('返回列表', 'Back to the list'),
  detail: words('差评内容', 'What was said'),
  reasons: words('勾选的原因', 'Reasons ticked'),
  dimensions: words('分项评价', 'Single questions'),
  said: words('意见', 'Comment'),
  nothingSaid: words(
    '评价人没有勾选原因，也没有留言。',
    'No reason was ticked and nothing was written.',
  ),
  privacy: words(
    '这里不显示评价人、办件编号和具体时间。请只就事情本身答复，不要猜测是谁。',
    'The rater, the case number and the exact time are not shown. Answer the matter; do not guess the person.',
  ),
  reply: words('答复', 'Reply'),
  replyAgain: words('再次答复', 'Reply again'),
  replyHint: words(
    '评价人会原样看到这段文字：写明查证的情况、已经做了什么、还要做什么。不要索要个人信息。',
    'The rater reads this as you write it: what you found, what was done, what is still to do. Never ask for personal data.',
  ),
  remaining: words('还可输入 {count} 字', '{count} characters left'),
  tooLong: words('超出 {count} 字，请删减', '{count} characters too many'),
  send: words('发送答复', 'Send the reply'),
  sending: words('正在发送…', 'Sending…'),
  sent: words('答复已发送。', 'The reply has been sent.'),
  replyEmpty: words('答复还没有写。', 'The reply is empty.'),
  replyEmptyRemedy: words(
    '请写明查证和整改的情况，1 到 1000 字。',
    'Say what was found and done, in 1 to 1,000 characters.',
  ),
  replyLong: words('答复超过 1000 字。', 'The reply is longer than 1,000 characters.'),
  replyLongRemedy: words(
    '请删减后再发送，写好的文字还在。',
    'Shorten it and send again; what you wrote is kept.',
  ),
  close: words('办结', 'Close the case'),
  closeNote: words(
    '办结后评价人仍能看到答复，但不能再要求继续处理。',
    'After closing, the rater still sees the reply but can no longer send the case back.',
  ),
  closeSure: words('确定办结这件差评？', 'Close this case?'),
  closeYes: words('确定办结', 'Yes, close it'),
  closeNo: words('先不办结', 'Not yet'),
  closedNow: words('已办结。', 'The case is closed.'),
  history: words('处理记录', 'History'),
  reload: words('读取最新内容', 'Load the latest'),
};

const states: Readonly<Record<string, Words>> = {
  opened: words('待答复', 'Waiting for a reply'),
  replied: words('已答复', 'Replied'),
  reopened: words('要求继续处理', 'Sent back'),
  closed: words('已办结', 'Closed'),
};

const moves: Readonly<Record<string, Words>> = {
  opened: words('收到差评，建立办件', 'A bad rating came in'),
  reply: words('答复', 'Reply'),
  satisfied: words('评价人对答复满意', 'The rater is satisfied with the reply'),
  not_satisfied: words('评价人对答复不满意', 'The rater is not satisfied with the reply'),
  close: words('办结', 'Closed'),
};

const channels: Readonly<Record<string, Words>> = {
  pc: words('网站', 'Website'),
  mobile: words('移动端', 'Mobile'),
  qr: words('二维码', 'QR code'),
  window: words('窗口', 'Window'),
  kiosk: words('自助终端', 'Kiosk'),
  telephone: words('电话', 'Telephone'),
  sms: words('短信', 'Text message'),
};

const dimensions: Readonly<Record<string, Words>> = {
  guide_clarity: words('服务指引是否清晰', 'Clear guidance'),
  procedure_convenience: words('办事程序是否便利', 'Convenient procedure'),
  material_simplicity: words('材料手续是否精简', 'Few documents'),
  interface_friendliness: words('操作界面是否友好', 'Friendly interface'),
};

// A name that a newer collector adds shows as it is, rather than not at all.
export const stateText = (name: string): Words => states[name] ?? words(name, name);
export const moveText = (name: string): Words => moves[name] ?? words(name, name);
export const channelText = (name: string): Words => channels[name] ?? words(name, name);
export const dimensionText = (name: string): Words => dimensions[name] ?? words(name, name);
