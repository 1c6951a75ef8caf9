import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.js';

/** An empty database, packed at build time: unpacking it is several times as fast as making one. */
const TEMPLATE = new URL('./database.tar.gz', import.meta.url);

/** Opens (or creates) the embedded database in a directory. The caller holds the directory's lock. */
export async function openPglite(directory: string): Promise<Database> {
  const pglite = await openOrCreate(directory);
  return {
    exclusive: true,
    knownTokens: new Map(),
    ...queryable(pglite),
    transaction: (work) => pglite.transaction((tx) => work(queryable(tx))),
    close: () => pglite.close(),
  };
}

/** A directory without its mark is left from a death in the middle of creating it, and holds nothing yet. */
async function openOrCreate(directory: string): Promise<PGlite> {
  const mark = `${directory}.created`;
  if (existsSync(mark)) return PGlite.create({ dataDir: directory });
  await rm(directory, { recursive: true, force: true });
  const template = existsSync(TEMPLATE) ? { loadDataDir: new Blob([await readFile(TEMPLATE)]) } : {};
  const pglite = await PGlite.create({ dataDir: directory, ...template });
  await writeFile(mark, '');
  return pglite;
}

function queryable(runner: PGlite | Transaction): Queryable {
  return {
    async query<Row>(sql: string, params?: unknown[]): Promise<Row[]> {
      if (params && params.length > 0) return (await runner.query<Row>(sql, params)).rows;
      const results = await runner.exec(sql);
      return (results.at(-1)?.rows ?? []) as Row[];
    },
  };
}
