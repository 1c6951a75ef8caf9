import { expect, test } from 'vitest';
import { startService } from './service.js';
import { tasksOf, work } from './tasks.js';

test('a worker that is killed while it waits is followed by one that goes on, and the job is paid once', async () => {
  const service = await startService({ jobs: [{ status: 'processing' }] });
  const root = tasksOf('a');
  const first = work(root, service);
  await first.prints(/a: started/);
  first.process.kill('SIGKILL');
  await first.ended;
  const second = work(root, service);
  await second.prints(/a: already started/);
  expect(service.jobs.all()).toHaveLength(1);
});

test('a worker that is killed while the answer is on its way does not pay again', async () => {
  const service = await startService();
  service.faults.inject({ kind: 'slow_body', overMs: 10_000 }, { operation: 'lipsync.generateWithMedia' });
  const root = tasksOf('a');
  const first = work(root, service);
  await expect.poll(() => service.jobs.all().length, { timeout: 20_000, interval: 10 }).toBe(1);
  first.process.kill('SIGKILL');
  await first.ended;
  expect(first.printed()).not.toContain('started as');
  await work(root, service).prints(/a: already started/);
  expect(service.jobs.all()).toHaveLength(1);
});
