import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.js';

/** Opens (or creates) the embedded database in a directory. The caller holds the directory's lock. */
export async function openPglite(directory: string): Promise<Database> {
  const pglite = await PGlite.create({ dataDir: directory });
  return {
    exclusive: true,
    ...queryable(pglite),
    transaction: (work) => pglite.transaction((tx) => work(queryable(tx))),
    close: () => pglite.close(),
  };
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
