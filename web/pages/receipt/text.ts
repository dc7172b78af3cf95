// SPDX-License-Identifier: Apache-2.0
import { words, type Words } from '../shared/language';

export const text = {
  title: words('查询我的评价', 'Look up my rating'),
  lead: words(
    '用提交后得到的回执号，查看评价是否入库，以及差评的处理进展。',
    'With the receipt you were given you can see that your rating is stored, and what became of it.',
  ),
  label: words('回执号', 'Receipt number'),
  hint: words(
    '共 23 位，形如 440300-XXXX-XXXX-XXXX-XXXX-X；横线和空格可以不填，大小写都可以。',
    '23 characters, like 440300-XXXX-XXXX-XXXX-XXXX-X; hyphens, spaces and case do not matter.',
  ),
  look: words('查询', 'Look up'),
  looking: words('正在查询…', 'Looking it up…'),
  empty: words('请输入回执号。', 'Please enter a receipt number.'),
  emptyRemedy: words(
    '编号在提交评价后的页面上；没有编号就无法查询，我们不用姓名或办件编号代替。',
    'It was shown when your rating was accepted. Without it nothing can be looked up, not by name and not by case number.',
  ),
  another: words('查询另一个回执', 'Look up another receipt'),
  refresh: words('刷新', 'Refresh'),
  keep: words(
    '回执号就是您的凭据：任何人拿到它都能看到这条评价，请不要公开。本页不在地址栏和浏览器中保留它。',
    'The receipt is your secret: whoever has it can see this rating. This page keeps it neither in the address bar nor in the browser.',
  ),
  mine: words('我的评价', 'My rating'),
  level: words('评价等级', 'Level'),
  item: words('服务事项', 'Service'),
  office: words('办理单位', 'Office'),
  submitted: words('提交时间', 'Submitted'),
  number: words('回执号', 'Receipt'),
  stored: words('已入库', 'Stored'),
  progress: words('处理进展', 'Progress'),
  reply: words('办理单位的答复', "The office's reply"),
  repliedAt: words('答复时间 {time}', 'Replied {time}'),
  ask: words('您对这次答复满意吗？', 'Are you satisfied with this reply?'),
  askNote: words(
    '几个选择同样简单。选“满意”或“基本满意”，处理就此办结；选“不满意”，办理单位会继续处理。也可以不选。',
    'Any answer takes one press. "Satisfied" and "Partly" close the case, "Not satisfied" sends it back to the office. You need not answer.',
  ),
  askAgain: words('仍然没有解决？', 'Is it still not solved?'),
  askAgainNote: words(
    '处理已经办结。选“不满意”，办理单位会继续处理。',
    'The case is closed. "Not satisfied" sends it back to the office.',
  ),
  satisfied: words('满意', 'Satisfied'),
  partly: words('基本满意', 'Partly'),
  notSatisfied: words('不满意', 'Not satisfied'),
  sending: words('正在提交…', 'Sending…'),
  thanks: words('已记录您的意见。', 'Your answer has been recorded.'),
  notArrived: words('还没有收到这条评价。', 'This rating has not arrived yet.'),
  notArrivedWhy: words(
    '编号格式正确，但系统里还没有。自助终端在断网时会稍后上传；网页上只有显示“已提交”的评价才算入库。请稍后再查。',
    'The number is well formed, but nothing is stored under it yet. A kiosk without a network sends later; on the web only a rating shown as submitted is stored. Please look again later.',
  ),
  results: words('公开结果', 'Public results'),
};

/** The steps of a case as the citizen sees them, in order. */
export const steps: Readonly<
  Record<'stored' | 'opened' | 'replied' | 'reopened' | 'closed', Words>
> = {
  stored: words('评价已入库', 'Rating stored'),
  opened: words('已转办理单位', 'Sent to the office'),
  replied: words('办理单位已答复', 'The office replied'),
  reopened: words('继续处理', 'Back with the office'),
  closed: words('已办结', 'Closed'),
};

export const stepNotes = {
  due: words('最迟 {date} 前答复', 'Reply due by {date}'),
  waitAnswer: words('等待您的意见', 'Waiting for your answer'),
  outcomeSatisfied: words('您对答复表示满意', 'You were satisfied with the reply'),
  outcomePartly: words('您对答复基本满意', 'You were partly satisfied with the reply'),
  outcomeNot: words('您对答复不满意', 'You were not satisfied with the reply'),
  later: words('尚未进行', 'not yet'),
  now: words('当前', 'now'),
  done: words('已完成', 'done'),
};
