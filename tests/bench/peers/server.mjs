// SPDX-License-Identifier: Apache-2.0
// What a good Node team would write in our place: POST /v1/evaluations with the same checks (the
// token's signature and end, JSON, the document's digest) and the same rows (rating, use of the
// token, figures, case of a bad one) in one transaction, 201 after it.
//   node server.mjs single|group|pg PORT FOLDER|URI KEY
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { setImmediate } from 'node:timers';
import { join } from 'node:path';
import Fastify from 'fastify';

const [, , mode, port, where, secret] = process.argv;
const key = Buffer.from(secret, 'hex');
const LEVELS = [
  'very_satisfied',
  'satisfied',
  'basically_satisfied',
  'dissatisfied',
  'very_dissatisfied',
];
const AREA = '440300000000';
const MONTH = '2026-11';

/** The payload of `yp1.…`, when the tag is ours and it is not over. */
function readToken(authorization) {
  const match = /^Yiping yp1\.([A-Za-z0-9_-]+)$/.exec(authorization ?? '');
  if (!match) return undefined;
  const bytes = Buffer.from(match[1], 'base64url');
  const payload = bytes.subarray(0, bytes.length - 16);
  const tag = createHmac('sha256', key).update('yp1.').update(payload).digest().subarray(0, 16);
  if (!timingSafeEqual(tag, bytes.subarray(bytes.length - 16))) return undefined;
  if (payload.readUInt32BE(payload.length - 4) <= Date.now() / 1000) return undefined;
  return payload.subarray(7, 23);
}

function rowOf(request) {
  const digest = readToken(request.headers.authorization);
  if (!digest) return { refused: 401 };
  const { evaluation } = request.body;
  if (!LEVELS.includes(evaluation?.level) || !/^[0-9a-f]{32}$/.test(evaluation.submission)) {
    return { refused: 400 };
  }
  const document = JSON.stringify(evaluation);
  const sha = createHash('sha256').update(document).digest('hex');
  const submission = Buffer.from(evaluation.submission, 'hex');
  return {
    digest,
    submission,
    document,
    sha,
    level: evaluation.level,
    bad: evaluation.level.endsWith('dissatisfied'),
  };
}

const columns = LEVELS.map((level) => `${level} INTEGER NOT NULL DEFAULT 0`).join(', ');
const tables = (blob) => `
  CREATE TABLE IF NOT EXISTS evaluation (area TEXT, submission ${blob}, document TEXT, sha TEXT, level TEXT,
    received BIGINT, PRIMARY KEY (area, submission));
  CREATE TABLE IF NOT EXISTS token_use (area TEXT, digest ${blob}, submission ${blob}, PRIMARY KEY (area, digest));
  CREATE TABLE IF NOT EXISTS rollup (area TEXT, month TEXT, pending INTEGER NOT NULL DEFAULT 0, ${columns},
    PRIMARY KEY (area, month));
  CREATE TABLE IF NOT EXISTS rectification (area TEXT, submission ${blob}, state TEXT, opened BIGINT,
    PRIMARY KEY (area, submission));
  CREATE TABLE IF NOT EXISTS outbox (area TEXT, submission ${blob}, sent BIGINT, PRIMARY KEY (area, submission));`;

async function sqlite() {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(join(where, 'peer.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(tables('BLOB'));
  const rating = database.prepare(
    'INSERT INTO evaluation VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const use = database.prepare('INSERT INTO token_use VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const open = database.prepare("INSERT INTO rectification VALUES (?, ?, 'opened', ?)");
  const out = database.prepare('INSERT INTO outbox VALUES (?, ?, 0)');
  const count = Object.fromEntries(
    LEVELS.map((level) => [
      level,
      database.prepare(
        `INSERT INTO rollup (area, month, pending, ${level}) VALUES (?, ?, -1, 1) ON CONFLICT (area, month)
         DO UPDATE SET pending = pending - 1, ${level} = ${level} + 1`,
      ),
    ]),
  );
  const put = (row) => {
    const now = Math.floor(Date.now() / 1000);
    if (use.run(AREA, row.digest, row.submission).changes === 0) return 409;
    rating.run(AREA, row.submission, row.document, row.sha, row.level, now);
    count[row.level].run(AREA, MONTH);
    if (row.bad) open.run(AREA, row.submission, now);
    out.run(AREA, row.submission);
    return 201;
  };
  const one = database.transaction(put);
  const all = database.transaction((rows) => rows.map(put));
  const rows = () => database.prepare('SELECT COUNT(*) AS n FROM evaluation').get().n;
  if (mode === 'single') return { store: one, rows };
  let waiting = [];
  const flush = () => {
    const group = waiting;
    waiting = [];
    try {
      const statuses = all(group.map(({ row }) => row));
      group.forEach(({ resolve }, i) => resolve(statuses[i]));
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
    }
  };
  const store = (row) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ row, resolve, reject }) === 1) setImmediate(flush);
    });
  return { store, rows };
}

async function postgresql() {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: where, max: 32 });
  await pool.query(
    `DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer; SET search_path = peer; ${tables('BYTEA')}`,
  );
  // One statement, one round trip.
  const statement = (level, bad) => ({
    name: level,
    text: `WITH used AS (INSERT INTO peer.token_use VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1),
      rated AS (INSERT INTO peer.evaluation SELECT $1, $3, $4, $5, $6, $7 FROM used),
      ${bad ? "opened AS (INSERT INTO peer.rectification SELECT $1, $3, 'opened', $7 FROM used)," : ''}
      queued AS (INSERT INTO peer.outbox SELECT $1, $3, 0 FROM used),
      counted AS (INSERT INTO peer.rollup (area, month, pending, ${level}) SELECT $1, $8, -1, 1 FROM used
        ON CONFLICT (area, month) DO UPDATE SET pending = rollup.pending - 1, ${level} = rollup.${level} + 1)
      SELECT COUNT(*)::int AS n FROM used`,
  });
  const statements = Object.fromEntries(
    LEVELS.map((level) => [level, statement(level, level.endsWith('dissatisfied'))]),
  );
  const store = async (row) => {
    const now = Math.floor(Date.now() / 1000);
    const values = [AREA, row.digest, row.submission, row.document, row.sha, row.level, now, MONTH];
    const result = await pool.query({ ...statements[row.level], values });
    return result.rows[0].n === 1 ? 201 : 409;
  };
  const rows = async () =>
    (await pool.query('SELECT COUNT(*)::int AS n FROM peer.evaluation')).rows[0].n;
  return { store, rows };
}

const { store, rows } = await (mode === 'pg' ? postgresql() : sqlite());
const app = Fastify({ logger: false, bodyLimit: 16_384 });
app.post('/v1/evaluations', async (request, reply) => {
  const row = rowOf(request);
  const status = row.refused ?? (await store(row));
  reply.code(status);
  if (status !== 201) return { status };
  return { digest: `sha-256:${row.sha}`, submission: request.body.evaluation.submission };
});
app.get('/rows', async () => ({ rows: await rows() }));
await app.listen({ host: '127.0.0.1', port: Number(port) });
