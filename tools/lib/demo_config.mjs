// SPDX-License-Identifier: Apache-2.0
// Writes the demo's configuration with fresh keys, once:
//   node tools/lib/demo_config.mjs build/demo
// Real towns, so that the samples in assets/samples have an area each.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const AREAS = {
  '440300000000': { 'zh-Hans': '深圳市', en: 'Shenzhen' },
  '510100000000': { 'zh-Hans': '成都市', en: 'Chengdu' },
  '330100000000': { 'zh-Hans': '杭州市', en: 'Hangzhou' },
  '640100000000': { 'zh-Hans': '银川市', en: 'Yinchuan' },
};
const PORTALS = ['http://localhost:8081', 'http://127.0.0.1:8081'];

const folder = resolve(process.argv[2]);
const root = resolve(import.meta.dirname, '../..');
const secret = () => randomBytes(32).toString('hex');

const config = {
  listen: '127.0.0.1',
  port: 8080,
  public_url: 'http://localhost:8080',
  data: 'data',
  assets: relative(folder, join(root, 'assets')),
  web: relative(folder, join(root, 'build/web')),
  collector: 1,
  // A bad rating is at the desk at once: by the default profile it waits ten minutes for a correction.
  settings: relative(folder, join(root, 'assets/samples/settings')),
  areas: Object.entries(AREAS).map(([code, name]) => ({
    code,
    name,
    origins: PORTALS,
    profile: 'at-once',
  })),
  token_keys: [{ id: 1, algorithm: 'hmac-sha256', secret: secret() }],
  case_key: secret(),
  contact_keys: [{ id: 1, algorithm: 'aes-256-gcm', secret: secret() }],
  system_keys: [{ id: 'demo-portal', secret: secret(), areas: Object.keys(AREAS) }],
  // A visitor wants to see the figures move: daily, and from five ratings on, in earnest.
  snapshot_seconds: 5,
  publication_min_gain: 1,
};

const file = join(folder, 'collector.json');
if (existsSync(file)) {
  console.log('   skipped: the configuration is there');
} else {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(config, null, 2) + '\n', { mode: 0o600 });
}
