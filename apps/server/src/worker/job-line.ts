import type { JobEnding, JobOutcome } from './perform-job.js';

const ENDINGS: Record<JobOutcome, string> = {
  completed: 'completed in',
  failed: 'failed after',
  retried: 'did not succeed and will be tried again, after',
  waiting: 'waits for disk space, storage or memory, after',
  returned: 'goes back in the queue after',
  lost: 'is in the hands of another worker, after',
};

/** A plain line about a job that starts. */
export const startLine = (id: string): string => `Job ${id} started`;

/** A plain line about the end of a worker's work on a job: `Job 1f… failed after 2.1 s: no face was found`. */
export function endLine(id: string, { outcome, reason }: JobEnding, seconds: number): string {
  const why = reason && outcome !== 'returned' ? `: ${reason.replace(/\p{Cc}+/gu, ' ')}` : '';
  return `Job ${id} ${ENDINGS[outcome]} ${seconds.toFixed(1)} s${why}`;
}
