import { access, rm } from 'node:fs/promises';
import type { CompletedLipsyncRequest } from '@chamelaion/contract';
import { download, LipsyncFailedError, WaitTimeoutError, waitForCompletion } from '@chamelaion/polling';
import { CliError } from '../errors/cli-error.js';
import { reportOf } from '../errors/report.js';
import { printable } from '../output/width.js';
import type { Batch, Outcome } from './batch.js';
import type { PlannedJob } from './plan.js';
import { startJob } from './start-job.js';

/** Does what is left to do of a job: nothing, or send it, wait for it, fetch its video. */
export async function workOn(batch: Batch, job: PlannedJob): Promise<Outcome> {
  const { journal, signal } = batch;
  const end = (status: Outcome['status'], reason?: string): Outcome => {
    const { requestId, referenceId } = journal.record(job.key) ?? {};
    return { job, status, reason, requestId, referenceId };
  };
  try {
    const earlier = await endedEarlier(batch, job);
    if (earlier) return end(earlier, journal.record(job.key)?.reason);
    if (batch.stopped) return end('pending', batch.stopped.message);
    const requestId = await requestOf(batch, job);
    if (typeof requestId !== 'string') return end(requestId.status, requestId.reason);
    const request = await finish(batch, job, requestId);
    await fetchVideo(batch, job, request);
    return end('completed');
  } catch (error) {
    if (signal.aborted) return end('pending', 'interrupted');
    if (LipsyncFailedError.isInstance(error)) {
      const reason = printable(error.request.error_message ?? 'the service gave no reason');
      await journal.append(job.key, { event: 'failed', reason });
      return end('failed', reason);
    }
    const { message } = reportOf(error);
    if (WaitTimeoutError.isInstance(error)) return end('pending', message);
    return end(isUndone(error) ? 'failed' : 'pending', message);
  }
}

/** Whether the job cannot go on as it is: one of its files cannot be had. What the network did may pass. */
const isUndone = (error: unknown): boolean => CliError.isInstance(error);

async function endedEarlier(batch: Batch, job: PlannedJob): Promise<Outcome['status'] | undefined> {
  const record = batch.journal.record(job.key);
  if (!record) return undefined;
  const isThere = await exists(job.output);
  if (record.state === 'saved' && isThere) return 'skipped';
  if (record.state === 'unclear') return isThere ? 'skipped' : 'unclear';
  if (record.state === 'failed') return batch.retryFailed ? undefined : 'failed';
  if (record.state === 'fetching' && isThere && !record.replacing) {
    // The download was killed after the video had got its name, and before its note was gone.
    await rm(`${job.output}.part.json`, { force: true });
    await batch.journal.append(job.key, { event: 'saved' });
    return 'skipped';
  }
  return undefined;
}

/** The request that does the job: the one an earlier run started, or a new one. */
async function requestOf(
  batch: Batch,
  job: PlannedJob,
): Promise<string | { status: Outcome['status']; reason: string }> {
  const record = batch.journal.record(job.key);
  if (record?.requestId && ['accepted', 'fetching', 'saved'].includes(record.state)) return record.requestId;
  const start = await startJob(batch, job);
  if (start.kind === 'accepted') return start.requestId;
  const status = { refused: 'failed', unclear: 'unclear', stopped: 'pending' } as const;
  return { status: status[start.kind], reason: start.reason };
}

function finish(batch: Batch, job: PlannedJob, requestId: string): Promise<CompletedLipsyncRequest> {
  batch.view.active(job, { label: 'waiting' });
  return waitForCompletion(batch.client, requestId, {
    signal: batch.signal,
    timeoutMs: batch.timeoutMs,
    onUpdate: ({ request }) => batch.view.active(job, { label: printable(request.status) }),
  });
}

async function fetchVideo(batch: Batch, job: PlannedJob, request: CompletedLipsyncRequest): Promise<void> {
  const { journal, view, client, signal } = batch;
  await journal.append(job.key, { event: 'fetching', replacing: await exists(job.output) });
  await download(client, request, job.output, {
    signal,
    onProgress: ({ receivedBytes, totalBytes }) =>
      view.active(job, { label: 'downloading', share: totalBytes && receivedBytes / totalBytes }),
  });
  await journal.append(job.key, { event: 'saved' });
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
