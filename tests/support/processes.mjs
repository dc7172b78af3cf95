// SPDX-License-Identifier: Apache-2.0
// Child processes that end: by their own id, within a time, and with their output kept.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** No test needs a server for longer; one that is forgotten ends itself. */
const LIFE_MS = 280_000;
const GRACE_MS = 5_000;

export class Process {
  #output = '';
  #child;
  #ended;

  constructor(name, command, args, options = {}) {
    this.name = name;
    this.#child = spawn(command, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (this.#output += text));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(`could not start: ${error.message}`));
      this.#child.once('exit', (code, signal) => resolve(signal ?? code));
    });
    const life = setTimeout(() => this.#child.kill('SIGKILL'), LIFE_MS);
    life.unref();
    this.#ended.then(() => clearTimeout(life));
  }

  get output() {
    return this.#output;
  }

  get pid() {
    return this.#child.pid;
  }

  get ended() {
    return this.#ended;
  }

  /** Waits until `test` holds; fails at once, with what was printed, when the process ends before. */
  async until(what, test, { within = 20_000 } = {}) {
    let result;
    this.#ended.then((how) => (result = how));
    const limit = Date.now() + within;
    while (Date.now() < limit) {
      if (await test()) return;
      if (result !== undefined) break;
      await pause(50);
    }
    const why = result === undefined ? `not ${what} after ${within} ms` : `ended (${result})`;
    throw new Error(`${this.name}: ${why}\n${this.#output}`);
  }

  async stop() {
    this.#child.kill('SIGTERM');
    const hard = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
    const how = await this.#ended;
    clearTimeout(hard);
    return how;
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A port that nobody has now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Polls until `read` gives something, and gives that back. */
export async function eventually(what, read, { within = 15_000 } = {}) {
  const limit = Date.now() + within;
  let last;
  while (Date.now() < limit) {
    try {
      const value = await read();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await pause(100);
  }
  throw new Error(`${what}: not within ${within} ms`, { cause: last });
}
