// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../../..');
export const built = resolve(process.env.YIPING_WEB ?? join(repository, 'build/web'));

/** The widget's parts that need no DOM, bundled by the web build. */
export const parts = await import(join(built, 'test/parts.mjs'));
