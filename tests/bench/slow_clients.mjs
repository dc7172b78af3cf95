// SPDX-License-Identifier: Apache-2.0
// Visitors who never finish: half of them send the headers of a request a byte at a time, half its
// body. Who is shown out comes back. Says `open N` once all are in, and again at SIGTERM.
//   node slow_clients.mjs PORT COUNT
import { clearInterval, setInterval } from 'node:timers';
import { connect } from 'node:tls';

const [port, count] = process.argv.slice(2).map(Number);
const BYTE_MS = 500;
const RETURN_MS = 200;
/** The site lets an address have 100 connections. */
const PER_ADDRESS = 10;
const HEAD = 'POST /v1/evaluations HTTP/1.1\r\nHost: x\r\n';
const BODY_FOLLOWS = 'Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n';

let open = 0;
let all = false;

function visit(i) {
  const localAddress = `127.0.1.${1 + Math.floor(i / PER_ADDRESS)}`;
  const socket = connect({ host: '127.0.0.1', port, localAddress, rejectUnauthorized: false });
  let drip;
  socket.once('secureConnect', () => {
    socket.write(i % 2 === 0 ? HEAD + BODY_FOLLOWS : `${HEAD}X-Slow: `);
    drip = setInterval(() => socket.write('x'), BYTE_MS);
    if (++open < count || all) return;
    all = true;
    console.log(`open ${open}`);
  });
  socket.on('error', () => {});
  socket.once('close', () => {
    if (drip) --open;
    clearInterval(drip);
    setTimeout(visit, RETURN_MS, i);
  });
  socket.resume();
}

for (let i = 0; i < count; ++i) visit(i);
process.once('SIGTERM', () => {
  console.log(`open ${open}`);
  process.exit();
});
