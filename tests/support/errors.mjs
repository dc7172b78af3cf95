// SPDX-License-Identifier: Apache-2.0
// The core's error codes and their names, from the header that defines them.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const header = join(resolve(import.meta.dirname, '../..'), 'core/include/yiping/error.hpp');

/** Code -> name. */
export const errorNames = Object.fromEntries(
  [...readFileSync(header, 'utf8').matchAll(/^ {2}(\w+) = (\d+),$/gm)].map(([, name, code]) => [code, name]),
);
