// SPDX-License-Identifier: Apache-2.0
// The first views, made by the native core, and the few words that may be needed before a pack.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './args.mjs';

export const QUESTIONNAIRE = { id: 'online-item', languages: ['zh-Hans', 'en'] };

/** Said before, or instead of, the arrival of a pack. */
const WORDS = [
  'elder',
  'loading',
  'offline',
  'offline_help',
  'state_origin_refused_help',
  'state_origin_refused_title',
  'state_service_down_help',
  'state_service_down_title',
  'try_again',
];

/** {first: language -> {name, view, texts}, packs: language -> bytes, questionnaire: "id/version"} */
export function firstViews(cli) {
  const folder = mkdtempSync(join(tmpdir(), 'yiping-first-'));
  const assets = join(repository, 'assets');
  const run = (...args) => execFileSync(cli, args, { encoding: 'utf8' });
  const first = {};
  const packs = {};
  try {
    for (const language of QUESTIONNAIRE.languages) {
      const pack = join(folder, `${language}.cbor`);
      run('pack', QUESTIONNAIRE.id, '--lang', language, '--assets', assets, '-o', pack);
      const locale = JSON.parse(run('view', pack, '--texts'));
      const texts = {};
      for (const word of WORDS) texts[word] = required(locale.texts, `ui.${word}`, language);
      first[language] = { name: locale.name, view: JSON.parse(run('view', pack, '--json')), texts };
      packs[language] = readFileSync(pack);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const authored = join(assets, 'questionnaires', `${QUESTIONNAIRE.id}.json`);
  const { version } = JSON.parse(readFileSync(authored, 'utf8'));
  return { first, packs, questionnaire: `${QUESTIONNAIRE.id}/${version}` };
}

function required(texts, key, language) {
  if (!texts[key]) throw new Error(`assets/locales/${language}.json: "${key}" is missing`);
  return texts[key];
}
