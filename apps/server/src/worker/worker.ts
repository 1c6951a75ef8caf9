import { addressPolicy } from '../fetch/address-policy.js';
import { checkedAgent } from '../fetch/checked-agent.js';
import type { Service } from '../service.js';
import { type ClaimedJob, claimJob, extendLease } from '../store/jobs.js';
import { endLine, startLine } from './job-line.js';
import { cleanUpRequest } from './maintenance.js';
import { type JobEnding, performJob } from './perform-job.js';

const POLL_MS = 1_000;
const FETCH_TIMEOUTS = { headersMs: 8_000, bodyMs: 15_000 };

/** Takes jobs off the queue and does them. */
export interface Worker {
  /** Looks for a job now instead of at the next poll. */
  wake(): void;
  /** Takes no more jobs; running ones finish, or go back in the queue when the grace time is over. */
  stop(): Promise<void>;
}

/** Starts a worker on a service. */
export function startWorker(service: Service): Worker {
  const { config, log } = service;
  const agent = checkedAgent(addressPolicy(config.allowPrivateUrls), FETCH_TIMEOUTS);
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const giveUp = new AbortController();
  let wake = () => {};

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async () => {
    while (!stopping.signal.aborted) {
      const job = running.size < config.concurrency ? await takeJob(service) : undefined;
      if (!job) {
        await pause();
        continue;
      }
      const work = runLeased(service, job, giveUp.signal, (signal) => performJob(service, job, agent, signal))
        .catch((error) => log.error({ err: error, request: job.id }, 'worker'))
        .finally(() => {
          running.delete(work);
          wake();
        });
      running.add(work);
    }
  };
  const looping = loop();

  return {
    wake: () => wake(),
    async stop() {
      stopping.abort();
      wake();
      await looping;
      const timer = setTimeout(() => giveUp.abort(), config.graceSeconds * 1000);
      await Promise.all(running);
      clearTimeout(timer);
      await agent.close();
    },
  };
}

async function takeJob(service: Service): Promise<ClaimedJob | undefined> {
  try {
    const taken = await service.queue.take();
    if (!taken) return undefined;
    const { requestId, jobId } = taken;
    const job = await claimJob(service.database, requestId, jobId, service.config.leaseSeconds);
    if (!job) await service.queue.remove(jobId);
    return job;
  } catch (error) {
    service.log.warn({ err: error }, 'no job could be taken');
    return undefined;
  }
}

/** Does a job while showing signs of life; ends it when it turns out to be another worker's by now. */
async function runLeased(
  service: Service,
  job: ClaimedJob,
  giveUp: AbortSignal,
  work: (signal: AbortSignal) => Promise<JobEnding>,
): Promise<void> {
  const { leaseSeconds } = service.config;
  const lost = new AbortController();
  const beat = setInterval(
    async () => {
      const held = await extendLease(service.database, job, leaseSeconds).catch(() => true);
      if (!held) lost.abort();
    },
    (leaseSeconds * 1000) / 3,
  );
  const startedAt = Date.now();
  service.onJob(startLine(job.id));
  try {
    const ending = await work(AbortSignal.any([giveUp, lost.signal]));
    const { outcome } = ending;
    const seconds = (Date.now() - startedAt) / 1000;
    service.metrics.jobEnded(outcome, seconds);
    service.onJob(endLine(job.id, ending, seconds));
    if (outcome === 'completed' || outcome === 'failed') await cleanUpRequest(service, job.id);
  } finally {
    clearInterval(beat);
  }
}
