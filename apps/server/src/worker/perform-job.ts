import { join } from 'node:path';
import type { Agent } from 'undici';
import { EngineFailure } from '../engine/engine-failure.js';
import { runEngine } from '../engine/run-engine.js';
import { discard } from '../files/work-area.js';
import { isPassing } from '../http/failures.js';
import { MediaProblem } from '../media/media-problem.js';
import type { Service } from '../service.js';
import { type ClaimedJob, completeJob, failJob, returnJob } from '../store/jobs.js';
import { prepareInputs } from './inputs.js';
import { persistently } from './persistently.js';

/** How a job left the worker's hands. */
export type JobOutcome = 'completed' | 'failed' | 'retried' | 'returned' | 'lost';

/**
 * Does one claimed job and records its outcome. Never throws: what cannot be recorded is taken up again when the
 * lease has run out.
 *
 * @param signal ends the work: the worker stops, or the job is no longer its own
 */
export async function performJob(
  service: Service,
  job: ClaimedJob,
  agent: Agent,
  signal: AbortSignal,
): Promise<JobOutcome> {
  const directory = await service.work.makeJobDirectory(job.id, job.lease);
  const outputKey = `outputs/${job.id}/${job.lease}.mp4`;
  try {
    const seconds = await produce(service, job, { agent, directory, outputKey, signal });
    const kept = await persistently(
      () => completeJob(service.database, service.queue, job, { key: outputKey, seconds }),
      signal,
    );
    if (!kept) await service.storage.remove(outputKey);
    return kept ? 'completed' : 'lost';
  } catch (error) {
    return await settle(service, job, error, signal);
  } finally {
    await discard(directory);
  }
}

async function produce(
  service: Service,
  job: ClaimedJob,
  { agent, directory, outputKey, signal }: { agent: Agent; directory: string; outputKey: string; signal: AbortSignal },
): Promise<number> {
  const { config, log } = service;
  const { video, audio } = await prepareInputs(job, { service, agent, directory, signal });
  const output = join(directory, 'output.mp4');
  const seconds = await runEngine({
    module: config.engineModule,
    sandbox: config.engineSandbox,
    video,
    audio,
    output,
    activeSpeaker: !job.maxFace,
    seconds: config.jobSeconds,
    memoryMb: config.jobMemoryMb,
    scratch: directory,
    signal,
    onLog: (line) => log.debug({ request: job.id, engine: line.trimEnd() }, 'engine'),
  });
  await service.storage.put(output, outputKey);
  return seconds;
}

/** Records a failure: for good, for another try, or as none at all when it was the surroundings' fault. */
async function settle(service: Service, job: ClaimedJob, error: unknown, signal: AbortSignal): Promise<JobOutcome> {
  const { config, database, queue, log } = service;
  const record = (step: () => Promise<boolean>, outcome: JobOutcome) =>
    persistently(step, signal).then(
      (kept): JobOutcome => (kept ? outcome : 'lost'),
      (cause): JobOutcome => {
        log.warn({ err: cause, request: job.id }, 'job could not be recorded');
        return 'lost';
      },
    );
  if (signal.aborted) {
    return record(() => returnJob(database, queue, job, { failed: false, delaySeconds: 0 }), 'returned');
  }
  if (error instanceof MediaProblem) {
    log.info({ request: job.id, err: error.cause }, error.message);
    return record(() => failJob(database, queue, job, error.message), 'failed');
  }
  log.error({ err: error, request: job.id, attempt: job.attempts + 1 }, 'job failed');
  const attempts = job.attempts + 1;
  if (attempts >= config.maxAttempts) return record(() => failJob(database, queue, job, lastWord(error)), 'failed');
  const delaySeconds = config.retrySeconds * 2 ** job.attempts;
  return record(() => returnJob(database, queue, job, { failed: true, delaySeconds }), 'retried');
}

function lastWord(error: unknown): string {
  if (error instanceof EngineFailure) return error.message;
  return isPassing(error)
    ? 'the server ran out of disk space or another resource: try again later'
    : 'the server failed on this video: try again later';
}
