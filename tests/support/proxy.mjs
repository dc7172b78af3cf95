// SPDX-License-Identifier: Apache-2.0
// A real HTTP proxy on loopback that can lose an answer after the server has given it: the request
// is forwarded, the whole answer is awaited, and then the client's socket is cut.
import { createServer, request as send } from 'node:http';

/** `loses(request, count)` decides by request and by how many of the same route came before it. */
export async function startProxy(target, loses) {
  const { hostname, port } = new URL(target);
  const seen = new Map();
  const log = [];
  const server = createServer((incoming, outgoing) => {
    // A browser silently repeats a request whose reused connection was cut. Each has its own, so
    // that losing one answer is seen by the page.
    outgoing.shouldKeepAlive = false;
    const route = `${incoming.method} ${incoming.url.split('?')[0]}`;
    const before = seen.get(route) ?? 0;
    seen.set(route, before + 1);
    const { method, url: path, headers } = incoming;
    const forwarded = send({ hostname, port, method, path, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const lost = loses({ method, path, headers }, before);
        log.push({ route, status: answer.statusCode, lost });
        if (lost) return incoming.socket.destroy();
        outgoing.writeHead(answer.statusCode, answer.rawHeaders);
        outgoing.end(Buffer.concat(chunks));
      });
    });
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { url: `http://127.0.0.1:${server.address().port}`, log, stop };
}
