import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/database.js';
import type { JobQueue } from '../queue/job-queue.js';
import type { ClaimedJob } from './jobs.js';

/**
 * Completes a job and charges its token, in one transaction.
 *
 * @returns `false`, having changed nothing, when the job is no longer this worker's
 */
export function completeJob(
  db: Database,
  queue: JobQueue,
  job: ClaimedJob,
  output: { key: string; seconds: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx.query(
      `UPDATE chamelaion.requests
       SET status = 'completed', finished_at = now(), output_key = $3, seconds = $4, lease = NULL, lease_until = NULL
       WHERE id = $1 AND lease = $2 RETURNING id`,
      [job.id, job.lease, output.key, output.seconds],
    );
    if (rows.length === 0) return isCompletedBy(tx, job, output.key);
    await tx.query('UPDATE chamelaion.tokens SET used_seconds = used_seconds + $2 WHERE id = $1', [
      job.tokenId,
      output.seconds,
    ]);
    await queue.remove(job.jobId, tx);
    return true;
  });
}

/** Whether the job was completed with this very output before: by a commit whose answer was lost on its way. */
async function isCompletedBy(tx: Queryable, job: ClaimedJob, outputKey: string): Promise<boolean> {
  const rows = await tx.query('SELECT 1 AS done FROM chamelaion.requests WHERE id = $1 AND output_key = $2', [
    job.id,
    outputKey,
  ]);
  return rows.length > 0;
}

/** Ends a job as `failed` with a message for people; nothing is charged. */
export function failJob(db: Database, queue: JobQueue, job: ClaimedJob, message: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx.query(
      `UPDATE chamelaion.requests
       SET status = 'failed', finished_at = now(), error_message = $3, lease = NULL, lease_until = NULL
       WHERE id = $1 AND lease = $2 RETURNING id`,
      [job.id, job.lease, message],
    );
    if (rows.length === 0) return false;
    await queue.remove(job.jobId, tx);
    return true;
  });
}

/**
 * Why a job goes back to the queue: the worker `stops`; the `engine` failed on it, which counts as an attempt; or its
 * `surroundings` did not let it be done, such as a full disk, which does not.
 */
export type ReturnReason = 'stops' | 'engine' | 'surroundings';

/** Gives a job back to the queue, from where it can be taken again after `delaySeconds`. */
export function returnJob(
  db: Database,
  queue: JobQueue,
  job: ClaimedJob,
  { reason, delaySeconds }: { reason: ReturnReason; delaySeconds: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const jobId = randomUUID();
    const rows = await tx.query(
      `UPDATE chamelaion.requests SET lease = NULL, lease_until = NULL, job_id = $3,
         attempts = attempts + CASE $4::text WHEN 'engine' THEN 1 ELSE 0 END,
         waits = CASE $4::text WHEN 'surroundings' THEN waits + 1 WHEN 'engine' THEN 0 ELSE waits END,
         waiting_since = CASE $4::text
           WHEN 'surroundings' THEN COALESCE(waiting_since, now()) WHEN 'engine' THEN NULL ELSE waiting_since END
       WHERE id = $1 AND lease = $2 RETURNING id`,
      [job.id, job.lease, jobId, reason],
    );
    if (rows.length === 0) return false;
    await queue.remove(job.jobId, tx);
    await queue.add(job.id, { jobId, db: tx, delaySeconds });
    return true;
  });
}
