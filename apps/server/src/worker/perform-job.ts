import { join } from 'node:path';
import type { Agent } from 'undici';
import { EngineFailure } from '../engine/engine-failure.js';
import { runEngine } from '../engine/run-engine.js';
import { isPassing } from '../errors/passing.js';
import { discard } from '../files/work-area.js';
import { MediaProblem } from '../media/media-problem.js';
import type { Service } from '../service.js';
import type { ClaimedJob } from '../store/jobs.js';
import { completeJob, failJob, type ReturnReason, returnJob } from '../store/outcomes.js';
import { prepareInputs } from './inputs.js';
import { persistently } from './persistently.js';

/** How a job left the worker's hands. */
export type JobOutcome = 'completed' | 'failed' | 'retried' | 'waiting' | 'returned' | 'lost';

/** The end of a worker's work on a job, with a reason where that is not its completion: nothing that is secret. */
export interface JobEnding {
  outcome: JobOutcome;
  reason?: string;
}

/** Longest pause of a job that waits for its surroundings. */
const MAX_WAIT_SECONDS = 300;

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
): Promise<JobEnding> {
  let directory: string | undefined;
  const outputKey = `outputs/${job.id}/${job.lease}.mp4`;
  try {
    directory = await service.work.makeJobDirectory(job.id, job.lease);
    const seconds = await produce(service, job, { agent, directory, outputKey, signal });
    const kept = await persistently(
      () => completeJob(service.database, service.queue, job, { key: outputKey, seconds }),
      signal,
    );
    if (!kept) await service.storage.remove(outputKey);
    return { outcome: kept ? 'completed' : 'lost' };
  } catch (error) {
    return { outcome: await settle(service, job, error, signal), reason: reasonOf(error) };
  } finally {
    // What cannot be removed now is removed by a sweep.
    if (directory) await discard(directory).catch(() => undefined);
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
  const giveBack = (reason: ReturnReason, delaySeconds: number, outcome: JobOutcome) =>
    record(() => returnJob(database, queue, job, { reason, delaySeconds }), outcome);
  const fail = (message: string) => record(() => failJob(database, queue, job, message), 'failed');

  if (signal.aborted) return giveBack('stops', 0, 'returned');
  if (error instanceof MediaProblem) {
    log.info({ request: job.id, err: error.cause }, error.message);
    return fail(error.message);
  }
  if (isPassing(error)) {
    log.warn({ err: error, request: job.id, waits: job.waits }, 'job waits');
    if (job.waitedSeconds > config.waitHours * 3600) return fail(TOO_LONG);
    const pauseSeconds = Math.max(1, config.retrySeconds) * 2 ** job.waits;
    return giveBack('surroundings', Math.min(MAX_WAIT_SECONDS, pauseSeconds), 'waiting');
  }
  const attempts = job.attempts + 1;
  log.error({ err: error, request: job.id, attempt: attempts }, 'job failed');
  if (attempts >= config.maxAttempts) return fail(lastWord(error));
  return giveBack('engine', config.retrySeconds * 2 ** job.attempts, 'retried');
}

const TOO_LONG = 'the server was without disk space, storage or memory for too long: try again later';

/** What callers may read of an error, or its code alone. */
function reasonOf(error: unknown): string {
  if (error instanceof MediaProblem || error instanceof EngineFailure) return error.message;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name);
}

const lastWord = (error: unknown): string =>
  error instanceof EngineFailure ? error.message : 'the server failed on this video: try again later';
