// SPDX-License-Identifier: Apache-2.0
// The widget as a citizen handles it: by the words on it. Playwright looks into open shadow roots.

export class Widget {
  constructor(page) {
    this.page = page;
    this.root = page.locator('yi-ping');
  }

  item(kind) {
    return this.root.locator(`.item.${kind}`);
  }

  async choose(level) {
    await this.item('level').getByRole('radio', { name: level, exact: true }).click();
  }

  async tick(reason) {
    await this.item('multi').getByRole('checkbox', { name: reason, exact: true }).click();
  }

  async write(text) {
    await this.root.locator('textarea').fill(text);
  }

  async submit() {
    await this.root.getByRole('button', { name: /提交评价|Submit/ }).click();
  }

  /** The receipt that the page shows, without its hyphens. */
  async receipt() {
    const shown = await this.root.locator('.receipt output').textContent({ timeout: 30_000 });
    return shown.replaceAll('-', '');
  }
}

/** Rates a case in a page of the portal and gives back the receipt. */
export async function rate(page, level, { reasons = [], text } = {}) {
  const widget = new Widget(page);
  await widget.choose(level);
  for (const reason of reasons) await widget.tick(reason);
  if (text !== undefined) await widget.write(text);
  await widget.submit();
  return widget.receipt();
}
