import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { waitForMany } from '../src/index.js';
import { BatchService } from './support/batch-service.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const JOBS = 10_000;
const HOUR_MS = 3_600_000;
const KIB = 1024;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('waiting for 10 000 jobs', () => {
  it('yields each outcome once, keeps the budget, and holds a few kilobytes a job', async () => {
    const runtime = virtualRuntime();
    const jobs = Array.from({ length: JOBS }, (_, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      endsMs: ((index * 7_919) % JOBS) * (HOUR_MS / JOBS),
      ends: index % 100 === 0 ? ('failed' as const) : ('completed' as const),
    }));
    const service = new BatchService(runtime, jobs);
    const ids = jobs.map(({ id }) => id);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const seen = new Set<string>();
    let failed = 0;
    let heaviest = 0;
    for await (const { id, ok } of waitForMany(service.client, ids, { runtime })) {
      seen.add(id);
      if (!ok) failed += 1;
      if (seen.size % 1_000 !== 0) continue;
      collectGarbage();
      heaviest = Math.max(heaviest, process.memoryUsage().heapUsed - before);
    }
    const kibPerJob = heaviest / KIB / JOBS;
    console.log(
      `${service.calls.length} requests, at most ${service.peakPerMinute()} a minute, ${kibPerJob.toFixed(2)} KiB a job`,
    );
    expect([seen.size, failed]).toEqual([JOBS, JOBS / 100]);
    expect(service.peakPerMinute()).toBeLessThanOrEqual(60);
    expect(service.calls.length).toBeLessThan(JOBS / 2);
    expect(kibPerJob).toBeLessThan(4);
  });
});
