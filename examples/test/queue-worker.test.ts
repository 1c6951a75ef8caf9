import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startService } from './service.js';
import { tasksOf, work } from './tasks.js';

test('tasks are worked through', async () => {
  const service = await startService();
  const root = tasksOf('a', 'b');
  const worker = work(root, service);
  expect(await worker.ended, worker.printed()).toBe(0);
  expect(readFileSync(path.join(root, 'done/b.mp4'), 'utf8')).toBe('a dubbed video');
  expect(existsSync(path.join(root, 'inbox/a.json'))).toBe(false);
});

test('a job that fails leaves its reason and does not stop the others', async () => {
  const service = await startService({ jobs: [{ status: 'failed', error_message: 'no face found' }] });
  const root = tasksOf('a', 'b');
  const worker = work(root, service);
  expect(await worker.ended, worker.printed()).toBe(0);
  expect(readFileSync(path.join(root, 'failed/b.txt'), 'utf8')).toBe('no face found\n');
});
