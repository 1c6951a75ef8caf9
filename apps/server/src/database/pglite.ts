import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { Mutex, PGlite } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.js';
import { preparedQueries } from './prepared.js';
import { unpack } from './unpack.js';

/** An empty database, packed at build time: unpacking it is several times as fast as making one. */
const TEMPLATE = new URL('./database.tar.gz', import.meta.url);

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
    query: (sql, params) => turns.runExclusive(() => session.query(sql, params)),
    transaction: (work) => turns.runExclusive(() => inTransaction(session, work)),
    close: () => turns.runExclusive(() => pglite.close()),
  };
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

/** A directory without its mark is left from a death in the middle of creating it, and holds nothing yet. */
async function openOrCreate(directory: string): Promise<PGlite> {
  const mark = `${directory}.created`;
  if (existsSync(mark)) return PGlite.create({ dataDir: directory });
  await rm(directory, { recursive: true, force: true });
  await unpack(TEMPLATE, directory);
  const pglite = await PGlite.create({ dataDir: directory });
  await writeFile(mark, '');
  return pglite;
}
