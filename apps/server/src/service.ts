import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config/schema.js';
import type { Database } from './database/database.js';
import type { Storage } from './files/storage.js';
import type { WorkArea } from './files/work-area.js';
import type { OutputLinks } from './http/links.js';
import type { Metrics } from './metrics.js';
import type { JobQueue } from './queue/job-queue.js';

/** What the API and the worker work with. */
export interface Service {
  config: Config;
  log: FastifyBaseLogger;
  database: Database;
  queue: JobQueue;
  storage: Storage;
  work: WorkArea;
  links: OutputLinks;
  metrics: Metrics;
  /** Told of each job that starts and ends, in a line without secrets. */
  onJob(line: string): void;
  /** Tells this process's worker, if it has one, that there is something to do. */
  wakeWorker(): void;
}
