// SPDX-License-Identifier: Apache-2.0
// What is kept, which language is spoken, how a receipt is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts } from './support.mjs';

test('what is kept of a view holds choices and never text', () => {
  const view = {
    items: [
      { id: 'level', kind: 'level', options: [{ id: 'satisfied', selected: true }, { id: 'dissatisfied' }] },
      { id: 'reasons', kind: 'multi', options: [{ id: '406', selected: true }, { id: '407', selected: true }] },
      { id: 'suggestion', kind: 'text', value: '我叫张三' },
    ],
  };
  const kept = parts.choicesOf(view);
  assert.deepEqual(kept.chosen, [
    ['level', 'satisfied'],
    ['reasons', '406'],
    ['reasons', '407'],
  ]);
  assert.equal(kept.wrote, true);
  assert.ok(!JSON.stringify(kept).includes('张三'));
});

test('a way to be known is kept no more than a text', () => {
  const contact = (chosen) => ({
    id: 'contact',
    kind: 'contact',
    options: ['anonymous', 'named'].map((id) => ({ id, selected: id === chosen })),
  });
  const single = { id: 'waited', kind: 'single', options: [{ id: 'long', selected: true }] };
  const kept = parts.choicesOf({ items: [single, contact('named')] });
  assert.deepEqual(kept, { chosen: [['waited', 'long']], wrote: true });
  assert.equal(parts.choicesOf({ items: [contact('anonymous')] }).wrote, false);
});

test('the key of what is kept differs by token and shows nothing of it', () => {
  const keys = new Set();
  for (let i = 0; i < 5000; ++i) keys.add(parts.keyOf(`yp1.AAAB${i}`));
  assert.equal(keys.size, 5000);
  const same = `yp1.${'A'.repeat(32)}`;
  assert.equal(parts.keyOf(`${same}issued`), parts.keyOf(`${same}anew`));
  assert.match(parts.keyOf('yp1.secret'), /^yiping:[0-9a-f]{16}$/);
});

test('hex goes both ways', () => {
  const bytes = Uint8Array.from([0, 1, 15, 16, 255]);
  assert.equal(parts.toHex(bytes), '00010f10ff');
  assert.deepEqual(parts.fromHex('00010f10ff'), bytes);
});

test('the nearest language is itself, then its kin, then the first', () => {
  const languages = ['zh-Hans', 'en'];
  assert.equal(parts.nearest('EN', languages), 'en');
  assert.equal(parts.nearest('en-GB', languages), 'en');
  assert.equal(parts.nearest('zh-CN', languages), 'zh-Hans');
  assert.equal(parts.nearest('ug', languages), 'zh-Hans');
  assert.equal(parts.nearest('', languages), 'zh-Hans');
});

test('a receipt is shown in groups', () => {
  assert.equal(parts.grouped('4403000123456789ABCDEFX'), '440300-0123-4567-89AB-CDEF-X');
});

test('wording takes its values and leaves what it does not know', () => {
  assert.equal(parts.fill('还可以写 {count} 字', { count: '0' }), '还可以写 0 字');
  assert.equal(parts.fill('{origin}'), '{origin}');
});
