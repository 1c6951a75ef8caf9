import { describe, expect, it } from 'vitest';
import { type JobOutcome, LipsyncFailedError, WaitAbortedError, WaitTimeoutError, waitForMany } from '../src/index.js';
import { BatchService, type ServiceJob } from './support/batch-service.js';
import { StatusError } from './support/clients.js';
import { virtualRuntime } from './support/virtual-runtime.js';

function batch(count: number, endsMs: (index: number) => number, extra: Partial<ServiceJob> = {}) {
  const runtime = virtualRuntime();
  const jobs = Array.from({ length: count }, (_, index) => ({ id: `job-${index}`, endsMs: endsMs(index), ...extra }));
  const service = new BatchService(runtime, jobs);
  return { runtime, service, ids: jobs.map((job) => job.id) };
}

async function collect(outcomes: AsyncIterable<JobOutcome>): Promise<JobOutcome[]> {
  const all: JobOutcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

describe('waitForMany', () => {
  it('yields in order of completion and resolves in order of the ids', async () => {
    const { runtime, service, ids } = batch(3, (index) => 90_000 - index * 30_000);
    const waiting = waitForMany(service.client, ids, { runtime });
    const [yielded, all] = await Promise.all([collect(waiting), waiting.all()]);
    expect(yielded.map(({ id }) => id)).toEqual(['job-2', 'job-1', 'job-0']);
    expect(all.map(({ id }) => id)).toEqual(['job-0', 'job-1', 'job-2']);
  });

  it('waits for 1 000 jobs with fewer requests than jobs and never above its budget', async () => {
    const { runtime, service, ids } = batch(1_000, (index) => ((index * 7919) % 1_000) * 1_200);
    const outcomes = await waitForMany(service.client, ids, { runtime }).all();
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(service.calls.length).toBeLessThan(1_000);
    expect(service.peakPerMinute()).toBeLessThanOrEqual(60);
  });

  it('keeps a smaller budget too', async () => {
    const { runtime, service, ids } = batch(40, (index) => index * 10_000);
    await waitForMany(service.client, ids, { runtime, requestsPerMinute: 6 }).all();
    expect(service.peakPerMinute()).toBeLessThanOrEqual(6);
  });

  it('looks a lone job up by its id instead of reading the list', async () => {
    const { runtime, service, ids } = batch(1, () => 5_000);
    await waitForMany(service.client, ids, { runtime }).all();
    expect(new Set(service.calls.map(({ kind }) => kind))).toEqual(new Set(['retrieve']));
  });

  it('looks jobs up one by one where the list does not show them soon', async () => {
    const { runtime, service, ids } = batch(4, () => 5_000);
    service.newerOthers = 5_000;
    const outcomes = await waitForMany(service.client, ids, { runtime }).all();
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(service.calls.filter(({ kind }) => kind === 'list').length).toBeLessThanOrEqual(3);
  });

  it('finds its jobs again when newer entries push them down the list', async () => {
    const { runtime, service, ids } = batch(150, (index) => 60_000 + index * 1_000);
    service.fault = ({ count }) => {
      service.newerOthers = count * 5;
      return undefined;
    };
    const outcomes = await waitForMany(service.client, ids, { runtime }).all();
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(150);
    const retrieves = service.calls.filter(({ kind }) => kind === 'retrieve').length;
    expect(retrieves).toBeLessThan(service.calls.length / 4);
  });

  it('looks a job up by its id once the list shows it no more', async () => {
    const { runtime, service, ids } = batch(20, (index) => (index === 7 ? 60_000 : 2_000_000));
    service.fault = () => {
      if (runtime.monotonic() > 30_000) service.hidden.add('job-7');
      return undefined;
    };
    for await (const { id } of waitForMany(service.client, ids, { runtime })) {
      expect(id).toBe('job-7');
      break;
    }
    const lookedUpAt = service.calls.find((call) => call.id === 'job-7')?.atMs;
    expect(lookedUpAt).toBeLessThan(120_000);
  });

  it('waits for every request of a batch by its reference_id', async () => {
    const { runtime, service } = batch(230, (index) => index * 500, { reference_id: 'season-2' });
    service.jobs.push({ id: 'of-another-batch', endsMs: 0, reference_id: 'season-3' });
    const outcomes = await waitForMany(service.client, { reference_id: 'season-2' }, { runtime }).all();
    expect(outcomes.map(({ id }) => id)).toEqual(Array.from({ length: 230 }, (_, index) => `job-${index}`));
  });

  it('says so when a reference_id names nothing', async () => {
    const { runtime, service } = batch(3, () => 0);
    const waiting = waitForMany(service.client, { reference_id: 'typo' }, { runtime }).all();
    await expect(waiting).rejects.toMatchObject({ option: 'reference_id' });
    expect(runtime.monotonic()).toBeGreaterThanOrEqual(10_000);
  });

  it('stays with the newest request of each reference_id that it was given', async () => {
    const { runtime, service } = batch(2, (index) => 20_000 + index, { reference_id: 'episode-1' });
    service.jobs.push({ id: 'job-2', endsMs: 5_000, reference_id: 'episode-2' });
    const outcomes = await waitForMany(service.client, ['episode-1', 'episode-2'], { runtime }).all();
    expect(outcomes.map(({ id, request }) => [id, request?.id])).toEqual([
      ['episode-1', 'job-0'],
      ['episode-2', 'job-2'],
    ]);
  });

  it('reports failures job by job and goes on with the rest', async () => {
    const { runtime, service, ids } = batch(5, () => 20_000);
    service.jobs[1]!.ends = 'failed';
    service.fault = ({ id }) => (id === 'missing' ? new StatusError(404, new Headers()) : undefined);
    const outcomes = await waitForMany(service.client, [...ids, 'missing'], { runtime }).all();
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, true, true, false]);
    expect(LipsyncFailedError.isInstance(outcomes[1]?.error)).toBe(true);
    expect(outcomes[5]?.error).toMatchObject({ status: 404 });
  });

  it('is not held up by one job whose look-up always fails', async () => {
    const { runtime, service, ids } = batch(3, () => 20_000);
    service.fault = ({ kind, id }) => {
      if (kind === 'list') return new StatusError(404, new Headers());
      return id === 'job-1' ? new StatusError(500, new Headers()) : undefined;
    };
    const outcomes = await waitForMany(service.client, ids, { runtime, timeoutMs: 120_000 }).all();
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(WaitTimeoutError.isInstance(outcomes[1]?.error)).toBe(true);
  });

  it.each([1, 5])('does without the list where it only fails, from its call %i on', async (from) => {
    const { runtime, service, ids } = batch(5, () => 200_000);
    let lists = 0;
    service.fault = ({ kind }) => {
      if (kind === 'list') lists += 1;
      return kind === 'list' && lists >= from ? new StatusError(500, new Headers()) : undefined;
    };
    const outcomes = await waitForMany(service.client, ids, { runtime, timeoutMs: 400_000 }).all();
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
  });

  it('goes back to the list after an outage', async () => {
    const { runtime, service, ids } = batch(200, (index) => 400_000 + index);
    service.fault = () => {
      const now = runtime.monotonic();
      return now > 60_000 && now < 300_000 ? new TypeError('fetch failed') : undefined;
    };
    await waitForMany(service.client, ids, { runtime }).all();
    const after = service.calls.filter(({ atMs }) => atMs > 310_000);
    expect(after.filter(({ kind }) => kind === 'list').length).toBeGreaterThan(after.length / 2);
  });

  it('survives rate limits and an outage, resting for as long as it is asked to', async () => {
    const { runtime, service, ids } = batch(30, () => 30_000);
    service.fault = ({ count }) => {
      if (count === 2) return new StatusError(429, new Headers({ 'retry-after': '45' }));
      return count < 10 ? new TypeError('fetch failed') : undefined;
    };
    const outcomes = await waitForMany(service.client, ids, { runtime }).all();
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(service.calls[2]!.atMs - service.calls[1]!.atMs).toBeGreaterThanOrEqual(45_000);
  });

  it('makes a refused key the outcome of every job at once', async () => {
    const { runtime, service, ids } = batch(20, () => 30_000);
    service.fault = () => new StatusError(401, new Headers());
    const outcomes = await waitForMany(service.client, ids, { runtime }).all();
    expect(service.calls).toHaveLength(1);
    expect(outcomes.every(({ error }) => (error as StatusError).status === 401)).toBe(true);
  });

  it('gives every unfinished job a timeout with its last state at the deadline', async () => {
    const { runtime, service, ids } = batch(3, (index) => index * 100_000);
    const outcomes = await waitForMany(service.client, ids, { runtime, timeoutMs: 50_000 }).all();
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(outcomes[2]).toMatchObject({
      request: { status: 'processing' },
      error: { code: 'wait_timeout', id: 'job-2' },
    });
    expect(runtime.monotonic()).toBe(50_000);
  });

  it('rejects iteration and whole when it is aborted', async () => {
    const { runtime, service, ids } = batch(3, () => 1e9);
    const controller = new AbortController();
    service.fault = ({ count }) => {
      if (count === 5) controller.abort();
      return undefined;
    };
    const waiting = waitForMany(service.client, ids, { runtime, signal: controller.signal });
    const [each, all] = await Promise.allSettled([collect(waiting), waiting.all()]);
    expect(each.status === 'rejected' && WaitAbortedError.isInstance(each.reason)).toBe(true);
    expect(all.status === 'rejected' && WaitAbortedError.isInstance(all.reason)).toBe(true);
  });

  it('asks for nothing more once the loop over it is left', async () => {
    const { runtime, service, ids } = batch(3, (index) => index * 50_000);
    for await (const _ of waitForMany(service.client, ids, { runtime })) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const calls = service.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(service.calls).toHaveLength(calls);
    expect(runtime.monotonic()).toBeLessThan(100_000);
  });

  it('looks at all jobs at once when the machine wakes up', async () => {
    const { runtime, service, ids } = batch(2, () => 1_000_000);
    let slept = 0;
    let wokeAt = 0;
    const sleep = async (ms: number, signal?: AbortSignal) => {
      slept += 1;
      if (slept !== 50) return runtime.sleep(ms, signal);
      wokeAt = runtime.monotonic();
      for (const job of service.jobs) job.endsMs = 0;
    };
    await waitForMany(service.client, ids, { runtime: { ...runtime, sleep } }).all();
    expect(runtime.monotonic() - wokeAt).toBeLessThan(3_000);
  });

  it('resolves at once for no jobs, and counts the same id once', async () => {
    const { runtime, service } = batch(1, () => 0);
    expect(await waitForMany(service.client, [], { runtime }).all()).toEqual([]);
    expect(await waitForMany(service.client, ['job-0', 'job-0'], { runtime }).all()).toHaveLength(1);
  });

  it.each([0, -5, Number.NaN])('refuses a budget of %s', (requestsPerMinute) => {
    const { service } = batch(1, () => 0);
    expect(() => waitForMany(service.client, ['job-0'], { requestsPerMinute })).toThrow(/requestsPerMinute/);
  });
});
