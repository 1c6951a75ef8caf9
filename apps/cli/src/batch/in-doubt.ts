import type { LipsyncRequest } from '@chamelaion/contract';
import { Stage } from '../output/stage.js';
import type { Batch } from './batch.js';
import type { PlannedJob } from './plan.js';

const SETTLE_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
const PAGE = 100;

/**
 * Finds out what became of jobs that an earlier run was sending when it ended.
 *
 * Each is looked for by its reference among the requests that were not there before. Found: it goes on as that request.
 * Not found in ten seconds, in which the service has had time to finish what it had received: it was not accepted.
 * Whatever leaves a doubt is `unclear`, and is never sent again.
 */
export async function settleInDoubt(batch: Batch, jobs: readonly PlannedJob[]): Promise<void> {
  const { session, journal, clock, signal } = batch;
  let open = groupByReference(batch, jobs);
  if (open.size === 0) return;
  const stage = new Stage(session.output, clock, 'Finding out what an earlier run had sent');
  try {
    const deadline = clock.now() + SETTLE_MS;
    while (open.size > 0) {
      const isLastLook = clock.now() >= deadline;
      for (const [reference, group] of open) await settle(batch, reference, group, isLastLook);
      open = groupByReference(batch, jobs);
      if (open.size > 0) await clock.sleep(LOOK_EVERY_MS, signal);
    }
    const found = jobs.filter((job) => journal.record(job.key)?.state === 'accepted').length;
    stage.done(`Found out what an earlier run had sent (${found} under way)`);
  } finally {
    stage.end();
  }
}

function groupByReference(batch: Batch, jobs: readonly PlannedJob[]): Map<string, PlannedJob[]> {
  const groups = new Map<string, PlannedJob[]>();
  for (const job of jobs) {
    const record = batch.journal.record(job.key);
    if (record?.state !== 'sending' || !record.referenceId) continue;
    groups.set(record.referenceId, [...(groups.get(record.referenceId) ?? []), job]);
  }
  return groups;
}

async function settle(
  batch: Batch,
  reference: string,
  group: readonly PlannedJob[],
  isLastLook: boolean,
): Promise<void> {
  const { journal } = batch;
  const candidates = await candidatesFor(batch, reference, group);
  const [only] = candidates;
  if (only && candidates.length === 1 && group.length === 1) {
    await journal.append((group[0] as PlannedJob).key, { event: 'accepted', request_id: only.id });
    return;
  }
  if (candidates.length === 0 && !isLastLook) return;
  for (const job of group) await journal.append(job.key, verdict(batch, job, candidates));
}

function verdict(batch: Batch, job: PlannedJob, candidates: readonly LipsyncRequest[]) {
  if (candidates.length > 0) {
    const ids = candidates.map((request) => request.id).join(', ');
    return { event: 'unclear' as const, reason: `it may be any of ${ids}` };
  }
  if (batch.journal.record(job.key)?.account !== batch.account) {
    return { event: 'unclear' as const, reason: 'it was sent with another key, and this key’s jobs do not show it' };
  }
  return { event: 'refused' as const, reason: 'it did not arrive' };
}

/** Requests of that reference that were not there before the sending and are not known to be another job's. */
async function candidatesFor(batch: Batch, reference: string, group: readonly PlannedJob[]): Promise<LipsyncRequest[]> {
  const { journal } = batch;
  const known = new Set([...journal.requestIds, ...group.flatMap((job) => journal.record(job.key)?.knownIds ?? [])]);
  const requests = await requestsOf(batch, reference);
  return requests.filter((request) => !known.has(request.id));
}

/** Every request of a reference. */
export async function requestsOf({ client, patience, signal }: Batch, reference: string): Promise<LipsyncRequest[]> {
  const requests: LipsyncRequest[] = [];
  for await (const request of client.lipsync.requests.list(
    { reference_id: reference, limit: PAGE },
    { ...patience, signal },
  )) {
    requests.push(request);
  }
  return requests;
}
