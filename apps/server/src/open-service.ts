import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { adminConnection } from './commands/admin.js';
import type { Config } from './config/schema.js';
import type { Database } from './database/database.js';
import { lockDirectory } from './database/lock.js';
import { migrate } from './database/migrate.js';
import { openPglite } from './database/pglite.js';
import { openPostgres } from './database/postgres.js';
import { ServerError } from './errors/server-error.js';
import { openLocalStorage } from './files/local-storage.js';
import { openS3Storage } from './files/s3-storage.js';
import type { Storage } from './files/storage.js';
import { openWorkArea } from './files/work-area.js';
import { outputLinks } from './http/links.js';
import { makeMetrics } from './metrics.js';
import { openJobQueue } from './queue/job-queue.js';
import type { Service } from './service.js';
import { linkKey } from './store/settings.js';

/** An open service, and how to close it. */
export interface OpenService {
  service: Service;
  /** Sets what the service cannot know before it listens. */
  attach(parts: { baseUrl?: string; wakeWorker?: () => void }): void;
  close(): Promise<void>;
}

/** Opens the database (migrated), the queue, the storage and the work area. */
export async function openService(config: Config, log: FastifyBaseLogger): Promise<OpenService> {
  const { database, release } = await openDatabase(config, log);
  try {
    await migrate(database);
    const queue = await openJobQueue(database, (error) => log.warn({ err: error }, 'queue'));
    const attached = { baseUrl: config.publicUrl?.replace(/\/+$/, ''), wakeWorker: () => {} };
    const service: Service = {
      config,
      log,
      database,
      queue,
      storage: await openStorage(config),
      work: await openWorkArea(join(config.dataDir, 'work')),
      links: outputLinks(await linkKey(database), () => attached.baseUrl ?? '', config.linkHours),
      metrics: makeMetrics(database),
      wakeWorker: () => attached.wakeWorker(),
    };
    return {
      service,
      attach({ baseUrl, wakeWorker }) {
        attached.baseUrl ??= baseUrl;
        attached.wakeWorker = wakeWorker ?? attached.wakeWorker;
      },
      async close() {
        await queue.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Opens PostgreSQL, or the embedded database under its directory's lock. */
export async function openDatabase(
  config: Config,
  log: FastifyBaseLogger,
): Promise<{ database: Database; release(): Promise<void> }> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw new ServerError('data_dir_unusable', `The data directory ${config.dataDir} cannot be made.`, { cause });
  });
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

function openStorage(config: Config): Promise<Storage> {
  const { s3Endpoint: endpoint, s3Bucket: bucket, s3AccessKeyId: keyId, s3SecretAccessKey: secret } = config;
  if (!endpoint) return openLocalStorage(join(config.dataDir, 'files'));
  if (!bucket || !keyId || !secret) {
    throw new ServerError(
      'invalid_setting',
      'S3_ENDPOINT needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it.',
    );
  }
  return openS3Storage({ endpoint, bucket, keyId, secret, region: config.s3Region });
}
