import { geometricSchedule, type Schedule, waitForCompletion } from '@chamelaion/polling';
import { SimulatedService, SimulatedTime } from './service.js';

/** One way of deciding when to poll. */
export interface Policy {
  name: string;
  schedule: Schedule;
}

/** The policies that are compared; the last one is this package's own. */
export const policies: Policy[] = [
  { name: 'every 0.5 s', schedule: () => 500 },
  { name: 'every 5 s', schedule: () => 5_000 },
  { name: 'every 10 s', schedule: () => 10_000 },
  { name: 'doubling 2 → 30 s', schedule: ({ polls }) => Math.min(2_000 * 2 ** (polls - 1), 30_000) },
  { name: 'geometric (ours)', schedule: geometricSchedule() },
];

/** What waiting for one job cost and how late its end was noticed. */
export interface Wait {
  durationMs: number;
  requests: number;
  delayMs: number;
  /** When each request was made, in milliseconds since the submission. */
  askedMs: number[];
}

/** Waits for one simulated job with the real `waitForCompletion`. */
export async function simulateWait(policy: Policy, durationMs: number, seed: number): Promise<Wait> {
  const time = new SimulatedTime(seed);
  time.nowMs = Math.floor(time.random() * 1_000);
  const submittedMs = time.nowMs;
  const service = new SimulatedService(time, [{ id: 'job', submittedMs, durationMs }]);
  await waitForCompletion(service.client, 'job', {
    runtime: time,
    timeoutMs: Number.POSITIVE_INFINITY,
    schedule: policy.schedule,
  });
  const delayMs = time.nowMs - submittedMs - durationMs;
  const askedMs = service.askedMs.map((at) => at - submittedMs);
  return { durationMs, requests: askedMs.length, delayMs, askedMs };
}
