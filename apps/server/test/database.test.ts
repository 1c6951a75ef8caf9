import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { assertFreeSpace } from '../src/database/free-space.js';
import { openPglite } from '../src/database/pglite.js';
import { openPostgres } from '../src/database/postgres.js';
import { tidy } from '../src/database/tidy.js';
import { isPassing } from '../src/errors/passing.js';
import { startApi, type TestApi } from './support/api.js';
import { databaseKinds, makePostgresDatabase, postgresUrl, seedDatabase } from './support/databases.js';
import { tcpGate } from './support/tcp-gate.js';
import { temporaryDirectory } from './support/temporary.js';

if (!postgresUrl) console.log('PostgreSQL is not tried: CHAMELAION_TEST_DATABASE_URL does not name one.');

describe.each(databaseKinds)('the %s database', (kind) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(kind);
    await api.database.query('CREATE TABLE notes (id integer PRIMARY KEY, text text)');
  });
  afterAll(() => api.close());

  const add = (id: number, text: string | null, db: Pick<TestApi['database'], 'query'> = api.database) =>
    db.query('INSERT INTO notes VALUES ($1, $2) RETURNING text', [id, text]);
  const ids = async () => (await api.database.query('SELECT id FROM notes ORDER BY id')).map(({ id }) => id);

  test('gives values back as what they are', async () => {
    const at = new Date('2026-03-04T05:06:07.089Z');
    const uuids = ['3f1d1e38-6f4b-4f2b-9a77-0f6f6a1c7a11'];
    const sql = `SELECT $1::timestamptz AS at, $2::float8 AS ratio, $3::boolean AS yes, $4::jsonb AS data,
      $5::text[] AS words, $6::text AS nothing, $7::uuid = ANY ($8::uuid[]) AS found, $9::int AS count`;
    const params = [at, 0.5, false, JSON.stringify({ a: [1] }), ['a,b', '"c"', ''], null, uuids[0], uuids, 7];
    for (let repeat = 0; repeat < 3; repeat++) {
      expect(await api.database.query(sql, params)).toEqual([
        {
          at,
          ratio: 0.5,
          yes: false,
          data: { a: [1] },
          words: ['a,b', '"c"', ''],
          nothing: null,
          found: true,
          count: 7,
        },
      ]);
    }
  });

  test('undoes a transaction in which a statement fails, and goes on', async () => {
    await add(1, 'first');
    const failed = api.database.transaction(async (tx) => {
      await add(2, 'second', tx);
      await add(1, 'again', tx);
    });
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    await expect(api.database.query('SELECT nothing FROM nowhere WHERE 1 = $1', [1])).rejects.toThrow('nowhere');
    expect(await ids()).toEqual([1]);
    expect(await add(3, 'third')).toEqual([{ text: 'third' }]);
  });

  test('keeps what others do out of a transaction', async () => {
    const failed = api.database.transaction(async (tx) => {
      await add(4, 'inside', tx);
      void add(5, 'outside');
      await tx.query('SELECT pg_sleep($1)', [0.1]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await expect.poll(ids).toEqual([1, 3, 5]);
  });

  test('goes on after chained statements, of which one failed within a transaction of theirs', async () => {
    await expect(api.database.query('BEGIN; SELECT 1 / 0; COMMIT')).rejects.toMatchObject({ code: '22012' });
    expect(await api.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.runIf(kind === 'embedded')('has its write-ahead log kept short', async () => {
    const megabytes = async () => {
      const [log] = await api.database.query<{ bytes: number }>(
        'SELECT (pg_current_wal_insert_lsn() - redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()',
      );
      return log!.bytes / 1024 ** 2;
    };
    await api.database.query(`SELECT pg_logical_emit_message(false, 'x', repeat('x', 70 * 1024 * 1024))`);
    expect(await megabytes()).toBeGreaterThan(64);
    await tidy(api.database);
    expect(await megabytes()).toBeLessThan(1);
  });

  test('runs any number of different statements', async () => {
    for (let n = 0; n < 300; n++) {
      expect(await api.database.query(`SELECT ${n} + $1::int AS sum`, [1])).toEqual([{ sum: n + 1 }]);
    }
  });
});

describe('the embedded database', () => {
  test('is opened as it is when a backup was put back', async () => {
    const [from, to] = [await temporaryDirectory(), await temporaryDirectory()];
    await seedDatabase(from);
    await cp(join(from, 'database'), join(to, 'database'), { recursive: true });
    const database = await openPglite(join(to, 'database'));
    onTestFinished(() => database.close());
    expect(await database.query('SELECT count(*)::int AS count FROM chamelaion.requests')).toEqual([{ count: 0 }]);
  });

  test('is not written to on a disk that is nearly full', async () => {
    const directory = await temporaryDirectory();
    expect(() => assertFreeSpace(directory, Number.MAX_SAFE_INTEGER)).toThrow('must be free');
    expect(() => assertFreeSpace(directory, 1)).not.toThrow();
  });
});

test.skipIf(!postgresUrl)(
  'a statement that PostgreSQL never answers fails, and does not block those after it',
  async () => {
    const { url, drop } = await makePostgresDatabase();
    onTestFinished(drop);
    const gate = await tcpGate(`${url}?query_timeout=500`);
    const database = openPostgres(gate.url, () => {});
    onTestFinished(async () => {
      gate.close();
      await database.close();
    });
    await database.query('SELECT 1');
    gate.silence();
    const silent = await database.transaction((tx) => tx.query('SELECT 2')).catch((error: unknown) => error);
    expect(isPassing(silent)).toBe(true);
    expect(await database.query('SELECT 3 AS three')).toEqual([{ three: 3 }]);
  },
);
