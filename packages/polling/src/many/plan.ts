import type { Roster, Tracked } from './roster.js';

/** What to read next, or until when nothing is worth a request. */
export type Plan =
  | { kind: 'retrieve'; job: Tracked }
  | { kind: 'list'; offset: number }
  | { kind: 'idle'; untilMs: number };

const WORTH_READING = 0.5;
const SHORTEST_INTERVAL_MS = 500;

/** How overdue a job is: 0 just after it was read, 1 when the schedule asks for it, more the longer it waits. */
export function urgencyOf(job: Tracked, nowMs: number): number {
  return (nowMs - job.readAtMs) / Math.max(job.dueAtMs - job.readAtMs, SHORTEST_INTERVAL_MS);
}

/**
 * Spends one request where it shortens the waiting most. A single job weighs its urgency, a page of the list its jobs'
 * mean urgency times the square root of their number: reading often in proportion to that root makes the summed delay
 * smallest under a fixed number of requests, and starves nobody. A page needs at least two jobs worth reading, so the
 * list is read only where it saves requests.
 *
 * @param total How many entries the list has, as last reported.
 * @param pageSize How many entries one page holds; 0 when the list cannot be read.
 */
export function planRead(roster: Roster, nowMs: number, total: number, pageSize: number): Plan {
  const single = mostOverdue(roster, nowMs);
  if (single.job === undefined) return { kind: 'idle', untilMs: single.nextDueMs };
  const page = bestPage(roster.inListOrder(), nowMs, pageSize);
  if (page && page.worth > urgencyOf(single.job, nowMs)) {
    return { kind: 'list', offset: Math.max(total - page.first.fromOldest!, 0) };
  }
  return { kind: 'retrieve', job: single.job };
}

function mostOverdue(roster: Roster, nowMs: number): { job: Tracked | undefined; nextDueMs: number } {
  let job: Tracked | undefined;
  let highest = 0;
  let nextDueMs = Number.POSITIVE_INFINITY;
  for (const candidate of roster.open) {
    nextDueMs = Math.min(nextDueMs, candidate.dueAtMs);
    const urgency = candidate.dueAtMs <= nowMs ? urgencyOf(candidate, nowMs) : -1;
    if (urgency < highest || (job && urgency === highest)) continue;
    job = candidate;
    highest = urgency;
  }
  return { job, nextDueMs };
}

/** The window of one page over the jobs in list order that weighs most. */
function bestPage(
  jobs: readonly Tracked[],
  nowMs: number,
  pageSize: number,
): { first: Tracked; worth: number } | undefined {
  let best: { first: Tracked; worth: number } | undefined;
  let end = 0;
  let sum = 0;
  let count = 0;
  const worths = jobs.map((job) => {
    const urgency = urgencyOf(job, nowMs);
    return urgency >= WORTH_READING ? urgency : 0;
  });
  jobs.forEach((first, start) => {
    const previous = worths[start - 1] ?? 0;
    sum -= previous;
    count -= previous > 0 ? 1 : 0;
    for (; end < jobs.length && first.fromOldest! - jobs[end]!.fromOldest! < pageSize; end += 1) {
      sum += worths[end]!;
      count += worths[end]! > 0 ? 1 : 0;
    }
    const worth = sum / Math.sqrt(count);
    if (count >= 2 && worths[start]! > 0 && worth > (best?.worth ?? 0)) best = { first, worth };
  });
  return best;
}
