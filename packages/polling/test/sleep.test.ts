import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaitTimeoutError, waitForCompletion } from '../src/index.js';
import { sleep } from '../src/sleep.js';
import { ID, job } from './support/api-server.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a machine does that is suspended: this clock moves on, timers and the other clock stand still. */
const suspend = (ms: number) =>
  vi.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + ms);

async function endedAfter(ms: number, promise: Promise<unknown>): Promise<boolean> {
  let hasEnded = false;
  void promise.then(() => {
    hasEnded = true;
  });
  await vi.advanceTimersByTimeAsync(ms);
  return hasEnded;
}

describe('sleep', () => {
  it('lasts as long as it should', async () => {
    const asleep = sleep(20_000);
    expect(await endedAfter(19_999, asleep)).toBe(false);
    expect(await endedAfter(2, asleep)).toBe(true);
  });

  it('ends within a second of the machine waking up', async () => {
    const asleep = sleep(20_000);
    await vi.advanceTimersByTimeAsync(5_500);
    suspend(3_600_000);
    expect(await endedAfter(1_000, asleep)).toBe(true);
  });

  it('is not cut short by a clock that is put back', async () => {
    const asleep = sleep(20_000);
    await vi.advanceTimersByTimeAsync(5_500);
    suspend(-3_600_000);
    expect(await endedAfter(14_000, asleep)).toBe(false);
    expect(await endedAfter(1_000, asleep)).toBe(true);
  });

  it('ends in time where only the timers are fake', async () => {
    vi.useRealTimers();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asleep = sleep(20_000);
    expect(await endedAfter(19_000, asleep)).toBe(false);
    expect(await endedAfter(1_000, asleep)).toBe(true);
  });

  it('leaves no timer when it is aborted', async () => {
    const controller = new AbortController();
    const asleep = sleep(20_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(asleep).rejects.toThrow('enough');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a wait on a machine that was suspended', () => {
  it('looks once more after its deadline before it gives up', async () => {
    let now = 0;
    let status = 'processing';
    const sleepThrough = async () => {
      now += 3_600_000;
      status = 'completed';
    };
    const client = { lipsync: { requests: { retrieve: async () => job(status) } } };
    const runtime = { monotonic: () => now, sleep: sleepThrough };
    const request = await waitForCompletion(client, ID, { runtime, timeoutMs: 60_000 });
    expect(request.status).toBe('completed');
  });

  it('gives up then if the job has not ended', async () => {
    let now = 0;
    const sleepThrough = async () => {
      now += 3_600_000;
    };
    const retrieve = vi.fn(async () => job('processing'));
    const runtime = { monotonic: () => now, sleep: sleepThrough };
    const waiting = waitForCompletion({ lipsync: { requests: { retrieve } } }, ID, { runtime, timeoutMs: 60_000 });
    await expect(waiting).rejects.toThrow(WaitTimeoutError);
    expect(retrieve).toHaveBeenCalledTimes(2);
  });
});
