import type { Database } from './database.js';

/**
 * Clears dead rows away and refreshes statistics where much has changed. PostgreSQL does so by itself; the embedded
 * database has no process for it.
 */
export async function vacuum(database: Database): Promise<void> {
  if (!database.exclusive) return;
  const changed = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
     WHERE n_dead_tup + n_ins_since_vacuum > 1000 + n_live_tup / 5`,
  );
  for (const { name } of changed) await database.query(`VACUUM (ANALYZE) ${name}`);
}
