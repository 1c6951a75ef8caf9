import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { adminConnection } from '../commands/admin.js';
import type { Config } from '../config/schema.js';
import { ServerError } from '../errors/server-error.js';
import { makeDirectory } from '../files/make-directory.js';
import type { Database } from './database.js';
import { lockDirectory } from './lock.js';
import { openPglite } from './pglite.js';
import { openPostgres } from './postgres.js';

/** Opens PostgreSQL, or the embedded database under its directory's lock. */
export async function openDatabase(
  config: Config,
  log: FastifyBaseLogger,
): Promise<{ database: Database; release(): Promise<void> }> {
  await makeDirectory(config.dataDir);
  if (config.databaseUrl) {
    const database = openPostgres(config.databaseUrl, (error) => log.warn({ err: error }, 'database'));
    await database.query('SELECT 1').catch(async (cause) => {
      await database.close();
      throw new ServerError('database_unreachable', `The database of DATABASE_URL does not answer: ${cause.message}.`, {
        cause,
      });
    });
    return { database, release: () => database.close() };
  }
  let opened: Database | undefined;
  const lock = await lockDirectory(config.dataDir, (socket) => adminConnection(socket, () => opened));
  try {
    opened = await openPglite(join(config.dataDir, 'database'));
  } catch (error) {
    await lock.release();
    throw error;
  }
  const database = opened;
  return {
    database,
    async release() {
      opened = undefined;
      await database.close();
      await lock.release();
    },
  };
}
