// SPDX-License-Identifier: Apache-2.0
// The site of packaging/nginx before a collector, in the real nginx: names, ports and paths are
// changed, not one directive. Its certificate is made here and known to nobody.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, Process } from './processes.mjs';

const NGINX = '/usr/sbin/nginx';
const SITE = resolve(import.meta.dirname, '../../packaging/nginx/yiping.conf');

/** The site's text with each `from` changed, which has to be there. */
function changed(site, changes) {
  return changes.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replaceAll(from, to);
  }, site);
}

/**
 * `folder`: empty, for its files and logs. `collector`: its URL. Gives back `{ process, url }`, once
 * `answers(url)` says so.
 */
export async function startNginx({ folder, collector, workers = 1, connections = 512, answers }) {
  const [secure, plain] = [await freePort(), await freePort()];
  const certificate = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  execFileSync('openssl', ['req', ...certificate, '-days', '2', '-subj', '/CN=localhost', ...files], { stdio: 'ignore' });
  const site = changed(readFileSync(SITE, 'utf8'), [
    ['server 127.0.0.1:8080', `server ${new URL(collector).host}`],
    ['listen 443', `listen 127.0.0.1:${secure}`],
    ['listen 80', `listen 127.0.0.1:${plain}`],
    ['/etc/ssl/yiping', folder],
    ['/var/log/nginx', folder],
  ]);
  const user = process.getuid() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${join(folder, name)};`;
  });
  writeFileSync(join(folder, 'site.conf'), site);
  const main = join(folder, 'nginx.conf');
  writeFileSync(
    main,
    `${user} daemon off; worker_processes ${workers}; pid ${folder}/nginx.pid; error_log ${folder}/start.log;
     events { worker_connections ${connections}; }
     http { ${temporary.join(' ')} include ${folder}/site.conf; }`,
  );
  execFileSync(NGINX, ['-t', '-e', `${folder}/start.log`, '-c', main], { stdio: 'pipe' });
  const running = new Process('nginx', NGINX, ['-e', `${folder}/start.log`, '-c', main]);
  const url = `https://127.0.0.1:${secure}`;
  await running.until('answering', () => answers(url));
  return { process: running, url };
}
