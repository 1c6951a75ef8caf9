import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/database.js';
import type { JobQueue } from '../queue/job-queue.js';
import type { InputSource } from './requests.js';

/** A request that a worker has taken. The lease says that it is this worker's, and until when. */
export interface ClaimedJob {
  id: string;
  tokenId: string;
  maxFace: boolean;
  video: InputSource;
  audio: InputSource;
  /** How often the engine has failed on it already. */
  attempts: number;
  /** How often it was put off since, as the surroundings did not let it be done. */
  waits: number;
  /** Seconds since it was first put off. */
  waitedSeconds: number;
  lease: string;
  jobId: string;
}

const FREE = `status IN ('queued', 'processing') AND (lease IS NULL OR lease_until < now())`;

/** Takes a request for processing; `undefined` when it is finished, or another worker has it. */
export async function claimJob(
  db: Queryable,
  requestId: string,
  jobId: string,
  leaseSeconds: number,
): Promise<ClaimedJob | undefined> {
  const lease = randomUUID();
  const [row] = await db.query<{
    token_id: string;
    max_face: boolean;
    video: InputSource;
    audio: InputSource;
    attempts: number;
    waits: number;
    waited_seconds: number;
  }>(
    `UPDATE chamelaion.requests
     SET status = 'processing', started_at = COALESCE(started_at, now()), lease = $2, job_id = $3,
         lease_until = now() + make_interval(secs => $4)
     WHERE id = $1 AND ${FREE}
     RETURNING token_id, max_face, video, audio, attempts, waits,
       COALESCE(EXTRACT(EPOCH FROM now() - waiting_since), 0)::float8 AS waited_seconds`,
    [requestId, lease, jobId, leaseSeconds],
  );
  if (!row) return undefined;
  const { token_id: tokenId, max_face: maxFace, waited_seconds: waitedSeconds, ...rest } = row;
  return { ...rest, id: requestId, tokenId, maxFace, waitedSeconds, lease, jobId };
}

/** Shows a sign of life. `false` means that the job is no longer this worker's. */
export async function extendLease(db: Queryable, job: ClaimedJob, leaseSeconds: number): Promise<boolean> {
  const rows = await db.query(
    `UPDATE chamelaion.requests SET lease_until = now() + make_interval(secs => $3)
     WHERE id = $1 AND lease = $2 RETURNING id`,
    [job.id, job.lease, leaseSeconds],
  );
  return rows.length > 0;
}

/**
 * Whether the lease under which something was made still stands. One that has run out does, until the job is put back
 * in the queue: its worker may have been without the database for a while.
 */
export async function isLeased(db: Queryable, requestId: string, lease: string): Promise<boolean> {
  const rows = await db.query('SELECT 1 AS held FROM chamelaion.requests WHERE id = $1 AND lease = $2', [
    requestId,
    lease,
  ]);
  return rows.length > 0;
}

/**
 * Puts back in the queue what fell out of it: jobs of workers that died, and requests whose queue entry is gone.
 * The requests are the truth, the queue is fed from them; a death does not count as an attempt.
 *
 * @param atStart everything that looks in progress is left from a death: nobody else has the database
 * @returns how many jobs were put back
 */
export function requeueLost(db: Database, queue: JobQueue, leaseSeconds: number, atStart: boolean): Promise<number> {
  return db.transaction(async (tx) => {
    // A table without statistics looks small, and a loop over the queue for each request takes the square of them.
    await tx.query('SET LOCAL enable_nestloop = off');
    if (atStart) {
      await tx.query('UPDATE chamelaion.requests SET lease = NULL, lease_until = NULL WHERE lease IS NOT NULL');
    }
    const lost = await tx.query<{ id: string; job_id: string | null }>(
      `SELECT r.id, r.job_id FROM chamelaion.requests r
       WHERE ${FREE} AND NOT EXISTS (
         SELECT 1 FROM pgboss.job j WHERE j.name = $1 AND j.id = r.job_id AND (
           j.state IN ('created', 'retry') OR
           (j.state = 'active' AND j.started_on > now() - make_interval(secs => $2))
         ))
       ORDER BY seq FOR UPDATE OF r SKIP LOCKED`,
      [queue.name, atStart ? 0 : leaseSeconds],
    );
    for (const { id, job_id: oldJobId } of lost) {
      const jobId = randomUUID();
      await tx.query('UPDATE chamelaion.requests SET lease = NULL, lease_until = NULL, job_id = $2 WHERE id = $1', [
        id,
        jobId,
      ]);
      if (oldJobId) await queue.remove(oldJobId, tx);
      await queue.add(id, { jobId, db: tx });
    }
    return lost.length;
  });
}
