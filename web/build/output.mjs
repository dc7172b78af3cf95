// SPDX-License-Identifier: Apache-2.0
// Writes what the collector serves: each file with its compressed twins, and manifest.json.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  wasm: 'application/wasm',
};

export function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

export function sizesOf(bytes) {
  const gzip = gzipSync(bytes, { level: 9 });
  return { raw: bytes.length, gzip: gzip.length, brotli: brotli(bytes).length };
}

const extension = (name) => name.slice(name.lastIndexOf('.') + 1);

export class Output {
  files = [];
  sizes = {};

  constructor(folder) {
    this.folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  /** A file whose name holds its content's hash: immutable. Returns what a page needs to load it. */
  asset(name, content) {
    const bytes = Buffer.from(content);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    const path = `assets/${name.slice(0, name.lastIndexOf('.'))}.${hash}.${extension(name)}`;
    return this.serve(path, path, bytes, { immutable: true, name }, name);
  }

  /** A file under a name of its own. */
  at(path, content, label) {
    return this.serve(path, path, Buffer.from(content), { immutable: true }, label);
  }

  /** Served with and without the slash that people leave out; `home` is the collector's front. */
  page(name, html) {
    const file = `pages/${name}/index.html`;
    for (const path of name === 'home' ? [''] : [`${name}/`, name]) {
      this.serve(path, file, Buffer.from(html), { immutable: false, page: true }, `${name}/`);
    }
  }

  /** A file that stays here: for tests and tools. */
  write(path, content) {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  finish() {
    this.write('manifest.json', JSON.stringify({ files: this.files }, null, 1) + '\n');
    this.write('sizes.json', JSON.stringify(this.sizes, null, 1) + '\n');
  }

  serve(path, file, bytes, entry, label = path) {
    const small = brotli(bytes);
    const gzip = gzipSync(bytes, { level: 9 });
    this.write(file, bytes);
    this.write(`${file}.br`, small);
    this.write(`${file}.gz`, gzip);
    this.sizes[label] = { raw: bytes.length, gzip: gzip.length, brotli: small.length };
    const type = TYPES[extension(file)];
    this.files.push({ path: `/${path}`, file, type, ...entry, br: `${file}.br`, gz: `${file}.gz` });
    const integrity = 'sha384-' + createHash('sha384').update(bytes).digest('base64');
    return { path, integrity };
  }
}
