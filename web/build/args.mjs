// SPDX-License-Identifier: Apache-2.0
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const repository = resolve(web, '..');

const help = `node build/build.mjs [options]    builds everything that a browser gets

  --wasm FILE   core.wasm as linked           (build/wasm/core.wasm)
  --cli FILE    the native yiping command     (build/release/tools/cli/yiping)
  --out FOLDER  where to write                (build/web)
  --check       fail when a size is over the limit of its budget
  --help
`;

/** Options with paths made absolute; those not given are below the repository. */
export function options(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      wasm: { type: 'string' },
      cli: { type: 'string' },
      out: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  const path = (given, usual) => (given ? resolve(given) : resolve(repository, usual));
  return {
    wasm: path(values.wasm, 'build/wasm/core.wasm'),
    cli: path(values.cli, 'build/release/tools/cli/yiping'),
    out: path(values.out, 'build/web'),
    check: values.check,
  };
}
