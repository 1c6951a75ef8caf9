import { describe, expect, it } from 'vitest';
import { geometricSchedule, type ScheduleState, waitForCompletion } from '../src/index.js';
import { answer, ID, job, serve } from './support/api-server.js';
import { fetchClient } from './support/clients.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const START = Date.parse('2026-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;
const state = (given: Partial<ScheduleState>): ScheduleState => ({
  elapsedMs: 0,
  roundTripMs: 0,
  polls: 1,
  random: 0.5,
  ...given,
});

describe('geometricSchedule', () => {
  it('sleeps a tenth of the age of the job, less the round trip', () => {
    expect(geometricSchedule()(state({ elapsedMs: 60_000, roundTripMs: 300 }))).toBeCloseTo(5_700);
  });

  it.each([
    [0, 500],
    [5_000, 500],
    [HOUR_MS, 20_000],
  ])('stays between half a second and twenty: %i ms old → %i ms', (elapsedMs, expectedMs) => {
    expect(geometricSchedule()(state({ elapsedMs }))).toBe(expectedMs);
  });

  it.each([
    [0, 5_700],
    [0.999_999, 6_300],
  ])('spreads by five percent either way: random %f → %i ms', (random, expectedMs) => {
    expect(geometricSchedule()(state({ elapsedMs: 60_000, random }))).toBeCloseTo(expectedMs, 0);
  });

  it('takes another shape', () => {
    const schedule = geometricSchedule({ alpha: 0.5, floorMs: 10, capMs: 60_000, jitter: 0 });
    expect([10, 1_000, HOUR_MS].map((elapsedMs) => schedule(state({ elapsedMs, random: 0.9 })))).toEqual([
      10, 500, 60_000,
    ]);
  });

  it.each([{ alpha: -1 }, { capMs: Number.NaN }, { floorMs: 2, capMs: 1 }])('refuses %j', (options) => {
    expect(() => geometricSchedule(options)).toThrow(/must/);
  });
});

/** Polls of a job that takes `durationMs`, by the server's time in milliseconds since its submission. */
async function pollTimes(options: { wallSkewMs?: number; ageMs?: number; withHeaders?: boolean; durationMs: number }) {
  const { ageMs = 0, durationMs, withHeaders = true, ...skew } = options;
  const runtime = virtualRuntime(skew);
  const times: number[] = [];
  await using server = await serve((_, response) => {
    const elapsedMs = ageMs + runtime.monotonic();
    times.push(elapsedMs);
    const date = new Date(START + elapsedMs).toUTCString();
    answer(response, 200, job(elapsedMs >= durationMs ? 'completed' : 'processing'), { date });
  });
  await waitForCompletion(fetchClient(server.url, { withHeaders }), ID, {
    runtime,
    timeoutMs: Number.POSITIVE_INFINITY,
  });
  return times;
}

describe('the schedule of a wait', () => {
  it.each([-24 * HOUR_MS, 24 * HOUR_MS])(
    'is the same when the clock of this machine is %i ms off',
    async (wallSkewMs) => {
      const right = await pollTimes({ durationMs: 90_000 });
      expect(await pollTimes({ durationMs: 90_000, wallSkewMs })).toEqual(right);
    },
  );

  it('notices the end within eleven percent, once the floor is behind', async () => {
    const times = await pollTimes({ durationMs: 300_000 });
    const gaps = times.slice(1).map((at, index) => (at - times[index]!) / times[index]!);
    expect(Math.max(...gaps.filter((_, index) => times[index]! > 6_000))).toBeLessThan(0.11);
  });

  it('begins at the right interval when an hour-old job is taken up again', async () => {
    const times = await pollTimes({ ageMs: HOUR_MS, durationMs: HOUR_MS + 60_000 });
    expect(times[1]! - times[0]!).toBe(20_000);
  });

  it('goes by the clock of this machine where the server does not show its own', async () => {
    const times = await pollTimes({ withHeaders: false, wallSkewMs: 100_000, durationMs: 5_000 });
    expect(times[1]! - times[0]!).toBe(10_000);
  });

  it('asks the function that takes its place, and keeps to its answer', async () => {
    await using server = await serve((_, response, count) =>
      answer(response, 200, job(count < 4 ? 'queued' : 'completed')),
    );
    const runtime = virtualRuntime();
    const schedule = ({ polls }: ScheduleState) => polls * 1_000;
    await waitForCompletion(fetchClient(server.url), ID, { runtime, schedule });
    expect(runtime.sleeps).toEqual([1_000, 2_000, 3_000]);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses a function that answers %s', async (delayMs) => {
    await using server = await serve((_, response) => answer(response, 200, job('queued')));
    const waiting = waitForCompletion(fetchClient(server.url), ID, { schedule: () => delayMs });
    await expect(waiting).rejects.toMatchObject({ option: 'schedule' });
  });
});
