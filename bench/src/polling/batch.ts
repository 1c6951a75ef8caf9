import { waitForMany } from '@chamelaion/polling';
import { policies, simulateWait } from './policies.js';
import { peakPerMinute, randomFrom, SimulatedService, SimulatedTime } from './service.js';

/** What waiting for a batch cost and how late its ends were noticed. */
export interface BatchWait {
  completed: number;
  requests: number;
  peakPerMinute: number;
  meanDelayMs: number;
  worstDelayMs: number;
}

/** Durations of jobs that end evenly spread over a time. */
export function durationsOf(count: number, overMs: number, seed: number): number[] {
  const random = randomFrom(seed + 1);
  return Array.from({ length: count }, () => Math.max(random() * overMs, 1_000));
}

/** Waits for each job on its own with the real `waitForCompletion`: what the shared wait is compared with. */
export async function simulateAlone(durations: readonly number[], seed: number): Promise<BatchWait> {
  const waits = await Promise.all(
    durations.map((duration, index) => simulateWait(policies.at(-1)!, duration, seed + index)),
  );
  const askedMs = waits.flatMap((wait) => wait.askedMs).sort((a, b) => a - b);
  return summaryOf(
    waits.map(({ delayMs }) => delayMs),
    askedMs,
  );
}

/** Waits with the real `waitForMany` for jobs that are submitted together. */
export async function simulateBatch(durations: readonly number[], seed: number): Promise<BatchWait> {
  const time = new SimulatedTime(seed);
  const jobs = durations.map((durationMs, index) => ({ id: `job-${index}`, submittedMs: 0, durationMs }));
  const service = new SimulatedService(time, jobs);
  const outcomes = await waitForMany(
    service.client,
    jobs.map(({ id }) => id),
    { runtime: time },
  ).all();
  const completed = new Set(outcomes.filter(({ ok }) => ok).map(({ id }) => id));
  const delaysMs = jobs
    .filter(({ id }) => completed.has(id))
    .map(({ id, durationMs }) => service.noticedMs.get(id)! - durationMs);
  return summaryOf(delaysMs, service.askedMs);
}

function summaryOf(delaysMs: readonly number[], askedMs: readonly number[]): BatchWait {
  return {
    completed: delaysMs.length,
    requests: askedMs.length,
    peakPerMinute: peakPerMinute(askedMs),
    meanDelayMs: delaysMs.reduce((sum, delay) => sum + delay, 0) / delaysMs.length,
    worstDelayMs: Math.max(...delaysMs),
  };
}
