import type { Database } from './database.js';

/** How long the write-ahead log may become before it is begun anew: what a start after a kill reads again. */
const MAX_LOG_BYTES = 64 * 1024 * 1024;

/**
 * Clears dead rows away and refreshes statistics where much has changed, and keeps the write-ahead log short. PostgreSQL
 * does so by itself; the embedded database has no process for it.
 */
export async function tidy(database: Database): Promise<void> {
  if (!database.exclusive) return;
  const changed = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
     WHERE n_dead_tup + n_ins_since_vacuum > 1000 + n_live_tup / 5`,
  );
  for (const { name } of changed) await database.query(`VACUUM (ANALYZE) ${name}`);
  const [log] = await database.query<{ bytes: number }>(
    'SELECT (pg_current_wal_insert_lsn() - redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()',
  );
  if (log && log.bytes > MAX_LOG_BYTES) await database.query('CHECKPOINT');
}
