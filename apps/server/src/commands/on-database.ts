import type { Config } from '../config/schema.js';
import { migrate } from '../database/migrate.js';
import { openDatabase } from '../database/open-database.js';
import { makeLog } from '../log.js';
import { type AdminCommand, type AdminResult, runAdminCommand } from './admin.js';

/** Carries a command out on a database that no server has open, or on PostgreSQL. */
export async function runOnDatabase(config: Config, command: AdminCommand): Promise<AdminResult> {
  const { database, release } = await openDatabase(config, makeLog(config.log));
  try {
    await migrate(database);
    return await runAdminCommand(database, command);
  } finally {
    await release();
  }
}
