import PgBoss from 'pg-boss';
import type { Database, Queryable } from '../database/database.js';
import { takeTurn } from '../database/turn.js';

/** Longest that pg-boss lets a job be active. Leases tell far sooner when a worker has died. */
const EXPIRE_HOURS = 23;

/** How a job is added. */
export interface AddOptions {
  /** Id of the queue entry. */
  jobId: string;
  /** The transaction that it belongs to. */
  db: Queryable;
  /** Seconds before it may be taken. Default 0. */
  delaySeconds?: number;
}

/** Hands requests to workers, each to one, in the order in which they came. */
export interface JobQueue {
  readonly name: string;
  add(requestId: string, options: AddOptions): Promise<void>;
  /** The next job, or `undefined` when there is none (or the database does not answer). */
  take(): Promise<{ jobId: string; requestId: string } | undefined>;
  remove(jobId: string, db?: Queryable): Promise<void>;
  stop(): Promise<void>;
}

/** Any number, the same in every process. */
const QUEUE_TURN = 470_111;

/** Opens the queue, which lives in the same database as the requests. */
export async function openJobQueue(database: Database, onError: (error: Error) => void): Promise<JobQueue> {
  const name = 'lipsync';
  const boss = new PgBoss({ db: adapter(database), schedule: false, retryLimit: 0, expireInHours: EXPIRE_HOURS });
  boss.on('error', onError);
  await alone(database, async () => {
    await boss.start();
    await boss.createQueue(name);
  });
  return {
    name,
    async add(requestId, { jobId, db, delaySeconds = 0 }) {
      await boss.send(name, { requestId }, { id: jobId, db: adapter(db), startAfter: delaySeconds });
    },
    async take() {
      const [job] = await boss.fetch<{ requestId: string }>(name, { batchSize: 1 });
      return job && { jobId: job.id, requestId: job.data.requestId };
    },
    remove: (jobId, db) => boss.deleteJob(name, jobId, db ? { db: adapter(db) } : {}),
    stop: () => boss.stop({ graceful: false, wait: true }),
  };
}

/**
 * Runs `work` in one process at a time. pg-boss makes its tables under a lock of its own but its queue's table outside
 * of it: processes that start together on an empty database would deadlock now and then.
 */
async function alone(database: Database, work: () => Promise<void>): Promise<void> {
  if (database.exclusive) return work();
  await database.transaction(async (tx) => {
    await takeTurn(tx, QUEUE_TURN);
    await work();
  });
}

const adapter = (db: Queryable) => ({
  executeSql: async (text: string, values: unknown[]) => ({ rows: await db.query(text, values) }),
});
