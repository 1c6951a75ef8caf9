import { ServerError } from '../errors/server-error.js';
import type { Database } from './database.js';
import { migrations } from './migrations.js';
import { takeTurn } from './turn.js';

/** Any number, the same in every process: processes that start together migrate one after the other. */
const MIGRATION_TURN = 470_110;

/**
 * Brings the schema to the newest version. Safe to run from several processes at once.
 *
 * @throws ServerError `database_newer`
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await takeTurn(tx, MIGRATION_TURN);
    await tx.query(`
      CREATE SCHEMA IF NOT EXISTS chamelaion;
      CREATE TABLE IF NOT EXISTS chamelaion.version (version integer NOT NULL);
    `);
    const [row] = await tx.query<{ version: number }>('SELECT version FROM chamelaion.version');
    const from = row?.version ?? 0;
    if (from > migrations.length) {
      throw new ServerError('database_newer', 'The database was made by a newer version of the server: run that one.');
    }
    if (from === migrations.length) return;
    for (const sql of migrations.slice(from)) await tx.query(sql);
    const save = row ? 'UPDATE chamelaion.version SET version = $1' : 'INSERT INTO chamelaion.version VALUES ($1)';
    await tx.query(save, [migrations.length]);
  });
}
