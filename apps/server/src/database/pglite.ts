import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Mutex, PGlite } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.js';
import { assertFreeSpace } from './free-space.js';
import { preparedQueries } from './prepared.js';
import { unpack } from './unpack.js';

/** An empty database, packed at build time: unpacking it is several times as fast as making one. */
const TEMPLATE = new URL('./database.tar.gz', import.meta.url);

/** Room for an empty database beside what must stay free. */
const FRESH_BYTES = 96 * 1024 * 1024;

/** Opens (or creates) the embedded database in a directory. The caller holds the directory's lock. */
export async function openPglite(directory: string): Promise<Database> {
  const pglite = await openOrCreate(directory);
  const runPrepared = preparedQueries(pglite);
  const session: Queryable = {
    async query<Row>(sql: string, params?: unknown[]): Promise<Row[]> {
      if (params && params.length > 0) return runPrepared<Row>(sql, params);
      const results = await pglite.exec(sql);
      return (results.at(-1)?.rows ?? []) as Row[];
    },
  };
  // There is one session: a transaction has it to itself.
  const turns = new Mutex();
  return {
    exclusive: true,
    knownTokens: new Map(),
    async query(sql, params) {
      if (!/^\s*SELECT\b/i.test(sql)) assertFreeSpace(directory);
      return turns.runExclusive(() => alone(session, sql, params));
    },
    async transaction(work) {
      assertFreeSpace(directory);
      return turns.runExclusive(() => inTransaction(session, work));
    },
    close: () => turns.runExclusive(() => pglite.close()),
  };
}

/** Chained statements may begin a transaction of their own, which must not stay open when one of them fails. */
async function alone<Row>(session: Queryable, sql: string, params?: unknown[]): Promise<Row[]> {
  try {
    return await session.query<Row>(sql, params);
  } catch (error) {
    if (/^\s*BEGIN\b/i.test(sql)) await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function inTransaction<T>(session: Queryable, work: (tx: Queryable) => Promise<T>): Promise<T> {
  await session.query('BEGIN');
  try {
    const result = await work(session);
    await session.query('COMMIT');
    return result;
  } catch (error) {
    await session.query('ROLLBACK');
    throw error;
  }
}

/** The directory appears complete, or not at all when the process dies in the middle of making it. */
async function openOrCreate(directory: string): Promise<PGlite> {
  if (!existsSync(directory)) {
    assertFreeSpace(dirname(directory), FRESH_BYTES);
    const unfinished = `${directory}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await unpack(TEMPLATE, unfinished);
    await rename(unfinished, directory);
  }
  assertFreeSpace(directory);
  return PGlite.create({ dataDir: directory });
}
