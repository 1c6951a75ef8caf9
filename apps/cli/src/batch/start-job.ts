import { randomUUID } from 'node:crypto';
import { ChamelaionError } from '@chamelaion/contract';
import { exitCodes } from '../errors/exit-codes.js';
import { reportOf } from '../errors/report.js';
import { inventReference, send } from '../jobs/submit.js';
import { bringTogether } from '../media/fetch-remote.js';
import type { Batch } from './batch.js';
import { requestsOf } from './in-doubt.js';
import type { PlannedJob } from './plan.js';

const RATE_LIMIT_PAUSE_MS = 10_000;

/** How starting a job ended. */
export type Start =
  | { kind: 'accepted'; requestId: string }
  | { kind: 'refused' | 'unclear' | 'stopped'; reason: string };

/** Sends a job: what is about to be sent is on disk before it is sent, and what became of it before anything else is done. */
export async function startJob(batch: Batch, job: PlannedJob): Promise<Start> {
  const { session, journal, view, gate, signal } = batch;
  const { video, audio, cleanUp } = await bringTogether(session.context, job.video, job.audio, (bytes, totalBytes) =>
    view.active(job, { label: 'fetching', share: totalBytes && bytes / totalBytes }),
  );
  try {
    const before = journal.record(job.key);
    const isRepeat = before?.state === 'refused';
    const referenceId = job.referenceId ?? (isRepeat ? before.referenceId : undefined) ?? inventReference(job.video);
    const idempotencyKey = (isRepeat ? before.idempotencyKey : undefined) ?? randomUUID();
    for (;;) {
      view.active(job, { label: 'waiting for its turn' });
      await gate.pass(signal);
      if (batch.stopped) return { kind: 'stopped', reason: batch.stopped.message };
      const knownIds =
        job.referenceId === undefined ? [] : (await requestsOf(batch, referenceId)).map((each) => each.id);
      await journal.append(job.key, {
        event: 'sending',
        line: job.line,
        reference_id: referenceId,
        idempotency_key: idempotencyKey,
        account: batch.account,
        known_ids: knownIds,
      });
      const start = await attempt(batch, { ...job, video, audio }, referenceId, idempotencyKey);
      if (start !== 'again') return start;
      await batch.clock.sleep(RATE_LIMIT_PAUSE_MS, signal);
    }
  } finally {
    await cleanUp();
  }
}

async function attempt(
  batch: Batch,
  job: PlannedJob,
  referenceId: string,
  idempotencyKey: string,
): Promise<Start | 'again'> {
  const { client, journal, view, patience, signal } = batch;
  view.active(job, { label: 'sending' });
  try {
    const { video, audio } = job;
    const requestId = await send(
      client,
      { video, audio, referenceId },
      {
        ...patience,
        signal,
        idempotencyKey,
        sharedReference: job.isSharedReference,
        onUploadProgress: ({ sentBytes, totalBytes }) =>
          view.active(job, { label: 'uploading', share: totalBytes && sentBytes / totalBytes }),
      },
    );
    patience.reached();
    await journal.append(job.key, { event: 'accepted', request_id: requestId });
    return { kind: 'accepted', requestId };
  } catch (error) {
    // What was in flight when the user interrupted stays in doubt; the next run finds out.
    if (signal.aborted) throw signal.reason;
    return judge(batch, job, error);
  }
}

async function judge(batch: Batch, job: PlannedJob, error: unknown): Promise<Start | 'again'> {
  const { journal } = batch;
  const { status, name } = ChamelaionError.isInstance(error) ? error : { status: undefined, name: '' };
  const report = reportOf(error);
  const reason = report.message;
  if (name === 'PossiblyAcceptedError' || status === 409) {
    await journal.append(job.key, { event: 'unclear', reason });
    return { kind: 'unclear', reason };
  }
  await journal.append(job.key, { event: 'refused', reason });
  if (status === 429) return 'again';
  const befallsAll = [exitCodes.auth, exitCodes.tokenLimit, exitCodes.network].some((code) => code === report.exitCode);
  if (!befallsAll && !(status !== undefined && status >= 500)) return { kind: 'refused', reason };
  batch.stopped ??= report;
  return { kind: 'stopped', reason };
}
