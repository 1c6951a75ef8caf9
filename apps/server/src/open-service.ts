import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config/schema.js';
import { migrate } from './database/migrate.js';
import { openDatabase } from './database/open-database.js';
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
export async function openService(
  config: Config,
  log: FastifyBaseLogger,
  onJob: Service['onJob'] = () => undefined,
): Promise<OpenService> {
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
      onJob,
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
