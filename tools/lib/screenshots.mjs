// SPDX-License-Identifier: Apache-2.0
// Pictures of the real collector, portal and widget: docs/images/hero.png for the README, and the
// gallery in docs/gallery. `tools/screenshots NAME…` draws only the pictures whose name has NAME.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, open } from '../../tests/support/browser.mjs';
import { repository, SHENZHEN, startStack } from '../../tests/support/stack.mjs';
import { rate, Widget } from '../../tests/support/widget.mjs';
import { drawKiosk } from './kiosk_pictures.mjs';

const HERO_LIMIT = 300_000;
const PICTURE_LIMIT = 120_000;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const SEEDED = 400;
const SAID = '办事指南里没有写租赁合同要先备案，来回跑了两趟。';

const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.some((part) => name.includes(part));

await drawKiosk(isWanted, keep);
if (wanted.length > 0 && wanted.every((part) => part.startsWith('kiosk'))) process.exit(0);

const stack = await startStack({ portal: ['--seed-ratings', String(SEEDED)] });
const browser = await launch();
try {
  await stack.figures(({ levels }) => levels.very_satisfied > 9);
  await drawGallery(await prepare());
  if (isWanted('hero')) await drawHero();
} finally {
  await browser.close();
  await stack.stop();
}

/** One bad rating of a visitor, answered by the office. */
async function prepare() {
  const page = await visit(`${stack.portal}/case/1?service=1`);
  const receipt = await rate(page, '不满意', {
    reasons: ['没有提供材料样本'],
    text: SAID,
  });
  await page.context().close();
  const desk = await signedIn();
  await openCase(desk);
  await desk
    .locator('#reply')
    .fill(
      '您好！您反映的情况属实。我们已在办事指南中补充租赁合同备案的要求和材料样本，并向窗口人员作了说明。给您添麻烦了，深表歉意。',
    );
  if (isWanted('desk')) await save(desk, 'desk-case', { keepOpen: true });
  await desk.locator('.reply-form button').click();
  await desk.locator('.events .said').waitFor();
  await desk.context().close();
  return receipt;
}

function visit(url, how = {}) {
  return open(browser, url, { expected: [/./], ...how });
}

async function signedIn(how) {
  const page = await visit(`${stack.direct}/desk/`, how);
  await page.locator('#name').fill(stack.officer.name);
  await page.locator('#password').fill(stack.officer.password);
  await page.locator('form button').click();
  await page.locator('.case-link').first().waitFor();
  return page;
}

/** The case of our visitor, among those of the sample ratings. */
async function openCase(page) {
  const links = await page.locator('.case-link', { hasText: '居住证签发' }).all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
  for (const address of addresses) {
    await page.evaluate((hash) => (location.hash = hash), address);
    await page.locator('#detail-heading').waitFor();
    await page.waitForTimeout(500);
    if (await page.getByText(SAID).isVisible()) return;
  }
  throw new Error('the case of the visitor is not at the desk');
}

async function drawGallery(receipt) {
  const portal = (rest) => `${stack.portal}${rest}`;
  const at = (rest) => `${stack.direct}${rest}`;
  const figures = (page) => page.locator('[data-figure=good_rate]').waitFor();
  const steps = (page) => page.locator('.steps').waitFor();
  const ready = (page) => page.locator('yi-ping .action').first().waitFor();
  const bad = async (page) => {
    await ready(page);
    await new Widget(page).choose('不满意');
    await page.locator('yi-ping .item.multi').waitFor();
  };
  const dark = { colorScheme: 'dark' };
  const pictures = [
    ['portal', portal('/case/3'), ready],
    ['portal-dark', portal('/case/3'), ready, dark],
    ['portal-phone', portal('/case/3'), ready, PHONE],
    ['portal-cases', portal('/'), undefined],
    ['portal-english', portal('/case/3?lang=en'), ready],
    ['results', at(`/results/?area=${SHENZHEN}`), figures],
    ['results-dark', at(`/results/?area=${SHENZHEN}`), figures, dark],
    ['results-phone', at(`/results/?area=${SHENZHEN}`), figures, PHONE],
    ['receipt', at(`/receipt/#${receipt}`), steps],
    ['receipt-phone-dark', at(`/receipt/#${receipt}`), steps, { ...PHONE, ...dark }],
  ];
  for (const [name, url, then, how] of pictures) {
    if (!isWanted(name)) continue;
    const page = await visit(url, how);
    if (then) await then(page);
    await save(page, name);
  }
  await drawWidget(portal, ready, bad);
  await drawForm();
  await drawDesk();
}

/** The same questions where no script runs. */
async function drawForm() {
  if (!isWanted('form')) return;
  const page = await visit(`${stack.portal}/case/3`, { javaScriptEnabled: false });
  const action = await page.locator('yi-ping form').first().getAttribute('action');
  for (const [name, how] of [
    ['form', {}],
    ['form-phone', PHONE],
    ['form-dark', { colorScheme: 'dark' }],
  ]) {
    const form = await visit(new URL(action, stack.direct).href, {
      ...how,
      javaScriptEnabled: false,
    });
    if (name !== 'form-phone') {
      await form.locator('input[name=level][value=dissatisfied]').check({ force: true });
      await form.locator('form button').first().click();
      await form.locator('textarea').waitFor();
    }
    await save(form, name);
  }
  await page.context().close();
}

async function drawWidget(portal, ready, bad) {
  const dark = { colorScheme: 'dark' };
  const pictures = [
    ['widget-open', '', ready],
    ['widget-bad', '', bad],
    ['widget-bad-dark', '', bad, dark],
    ['widget-elder', '?mode=elder', ready],
    ['widget-english', '?lang=en', ready],
    ['widget-phone', '', bad, PHONE],
    ['widget-sending', '', sending],
    ['widget-receipt', '', stored],
  ];
  for (const [name, query, then, how] of pictures) {
    if (!isWanted(name)) continue;
    // What is rated in a picture cannot be rated in the next.
    const number = then === stored ? 4 : 3;
    const page = await visit(portal(`/case/${number}${query}`), how);
    await then(page);
    await save(page, name, { part: page.locator('#rating') });
  }
}

async function sending(page) {
  await page.route('**/v1/evaluations', (route) => route.abort());
  const widget = new Widget(page);
  await widget.choose('满意');
  await widget.submit();
  await page.locator('yi-ping .status').waitFor();
}

async function stored(page) {
  await rate(page, '非常满意');
}

async function drawDesk() {
  if (!isWanted('desk')) return;
  const list = await signedIn();
  await save(list, 'desk-list');
}

/** WebP through the browser itself, at the best quality that fits. */
async function save(page, name, { part, keepOpen = false } = {}) {
  await page.waitForTimeout(400);
  const clip = part ? await part.boundingBox() : undefined;
  const session = await page.context().newCDPSession(page);
  for (const quality of [90, 80, 70, 55, 40]) {
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      captureBeyondViewport: true,
      ...(await area(page, clip)),
    });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > PICTURE_LIMIT) continue;
    await keep(`docs/gallery/${name}.webp`, bytes);
    if (!keepOpen) await page.context().close();
    return;
  }
  throw new Error(`${name}: over ${PICTURE_LIMIT} bytes at every quality`);
}

async function area(page, box) {
  const size = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
    scrolled: window.scrollY,
  }));
  if (!box)
    return {
      clip: { x: 0, y: 0, width: size.width, height: size.height, scale: 1 },
    };
  return { clip: { ...box, y: box.y + size.scrolled, scale: 1 } };
}

async function keep(path, bytes) {
  const file = join(repository, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, bytes);
  console.log(`${path}  ${Math.ceil(bytes.length / 1000)} kB`);
}

/** The portal with the widget, and the results page beside it. */
async function drawHero() {
  const portal = await visit(`${stack.portal}/case/3`, {
    viewport: { width: 1120, height: 1000 },
  });
  await portal.locator('yi-ping .action').first().waitFor();
  const results = await visit(`${stack.direct}/results/?area=${SHENZHEN}`, {
    viewport: { width: 900, height: 1000 },
  });
  await results.locator('[data-figure=good_rate]').waitFor();
  const pictures = [];
  for (const page of [portal, results]) {
    await page.waitForTimeout(400);
    pictures.push((await page.screenshot()).toString('base64'));
    await page.context().close();
  }
  const page = await visit('about:blank', {
    viewport: { width: 1558, height: 800 },
  });
  await page.evaluate(compose, pictures);
  await page.waitForTimeout(300);
  const bytes = await page.screenshot();
  if (bytes.length > HERO_LIMIT) throw new Error(`hero.png: ${bytes.length} bytes, over the limit`);
  await keep('docs/images/hero.png', bytes);
}

function compose(pictures) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    body { margin: 0; padding: 48px; display: flex; gap: 40px; align-items: flex-start; background: #e4e9f1; }
    img { border-radius: 14px; box-shadow: 0 18px 50px rgb(20 40 80 / 22%); height: 704px; width: auto; }`);
  document.adoptedStyleSheets = [sheet];
  for (const data of pictures) {
    const image = document.createElement('img');
    image.src = `data:image/png;base64,${data}`;
    document.body.append(image);
  }
}
