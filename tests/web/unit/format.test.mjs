// SPDX-License-Identifier: Apache-2.0
// Figures and times as the pages show them.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";

const root = resolve(import.meta.dirname, "../../..");
const { build } = createRequire(join(root, "web/package.json"))("esbuild");

async function load(language) {
  globalThis.location = { search: `?lang=${language}` };
  const { outputFiles } = await build({
    entryPoints: [join(root, "web/pages/shared/format.ts")],
    bundle: true,
    write: false,
    format: "esm",
    banner: { js: `// ${language}` },
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

const zh = await load("zh-Hans");
const en = await load("en");

test("a rate is rounded half up to one decimal, on integers", () => {
  const cases = [
    [[3, 4], "75.0%"],
    [[1, 3], "33.3%"],
    [[2, 3], "66.7%"],
    [[1, 2000], "0.1%"],
    [[1, 2001], "0.0%"],
    [[1999, 2000], "100.0%"],
    [[0, 7], "0.0%"],
    [[7, 7], "100.0%"],
  ];
  for (const [[numerator, denominator], shown] of cases) {
    assert.equal(
      zh.percent(numerator, denominator),
      shown,
      `${numerator}/${denominator}`,
    );
  }
});

test("0/0 is a dash, never a number", () => {
  assert.equal(zh.percent(0, 0), "—");
});

test("counts are grouped by three", () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(zh.count), [
    "0",
    "999",
    "1,000",
    "1,234,567",
  ]);
});

test("times are those of UTC+8, wherever the reader is", () => {
  // 2026-11-30T16:30:00Z is the first of December in Beijing.
  assert.match(zh.dateTime(1796056200), /^2026年12月1日.*00:30$/);
  assert.match(en.dateTime(1796056200), /1 December 2026/);
});

test("months and weeks are said in the language of the page", () => {
  assert.equal(zh.month("2026-01"), "2026年1月");
  assert.equal(en.month("2026-01"), "January 2026");
  assert.equal(zh.week("2026-W07"), "2026年第7周");
  assert.equal(en.week("2026-W07"), "week 7 of 2026");
});

test("a receipt is shown in the groups in which it is printed", () => {
  assert.equal(
    zh.receipt("44030079HDBV65R5P4EJG1K"),
    "440300-79HD-BV65-R5P4-EJG1-K",
  );
});

test("a deadline at midnight is shown as the day that it ends", () => {
  const midnight = Date.UTC(2026, 11, 1, 16) / 1000; // 2026-12-02 00:00 in China
  assert.equal(zh.lastDay(midnight), "2026年12月1日");
  assert.equal(en.lastDay(midnight), "1 December 2026");
});
