// SPDX-License-Identifier: Apache-2.0
// The kiosk's screens for the gallery, drawn in a real window of a virtual X server.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../tests/support/stack.mjs';

const run = promisify(execFile);
const program = join(repository, 'build/release/tests/kiosk/yiping_kiosk_gallery');

/** Picture in docs/gallery → moment of a visit, as tests/kiosk/gallery.cpp names it. */
const PICTURES = {
  'kiosk-attract': 'portrait-normal-attract',
  'kiosk-offer': 'portrait-normal-attract-offer',
  'kiosk-level': 'portrait-normal-level',
  'kiosk-reasons': 'portrait-normal-reasons-ticked',
  'kiosk-ratings': 'portrait-normal-ratings-rated',
  'kiosk-keyboard': 'portrait-normal-keyboard',
  'kiosk-warning': 'portrait-normal-warning-questions',
  'kiosk-not-stored': 'portrait-normal-saving-failed',
  'kiosk-thanks': 'portrait-normal-thanks-waiting',
  'kiosk-elder': 'portrait-elder-level',
  'kiosk-contrast': 'portrait-contrast-reasons-ticked',
  'kiosk-low': 'portrait-low-reasons',
  'kiosk-english': 'portrait-normal-en-level',
  'kiosk-landscape': 'landscape-normal-level',
  'kiosk-landscape-ratings': 'landscape-normal-ratings-rated',
  'kiosk-scripts': 'portrait-specimen',
};

/** `keep(path, bytes)` stores a picture. */
export async function drawKiosk(isWanted, keep) {
  const wanted = Object.entries(PICTURES).filter(([name]) => isWanted(name));
  if (wanted.length === 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'yiping-gallery-'));
  try {
    const screen = ['--auto-servernum', '--server-args=-screen 0 1920x1920x24'];
    const moments = wanted.map(([, moment]) => moment);
    await run('xvfb-run', [...screen, program, folder, ...moments], { timeout: 240_000 });
    for (const [name, moment] of wanted) {
      const width = moment.startsWith('landscape') ? '960' : '540';
      const small = join(folder, `${name}.webp`);
      const how = ['-quiet', '-q', '82', '-resize', width, '0'];
      await run('cwebp', [...how, join(folder, `${moment}.png`), '-o', small]);
      await keep(`docs/gallery/${name}.webp`, await readFile(small));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
