import { expect, test } from 'vitest';
import { interceptRequests, mockApi, post, retrieve, start } from './service.js';

interceptRequests();

test('a rate limit carries Retry-After and then lets calls pass', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'error', code: 'rate_limit_exceeded', retryAfterSeconds: 7 }, { times: 2 });
  const answers = [await post(), await post(), await post()];
  expect(answers.map((answer) => answer.status)).toEqual([429, 429, 200]);
  expect(answers[0]!.headers.get('retry-after')).toBe('7');
});

test('a refused call starts no job', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'error', code: 'service_unavailable' });
  await post();
  expect(api.jobs.all()).toEqual([]);
});

test('a reset before the call has no effect', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'reset' });
  await expect(post()).rejects.toThrow(TypeError);
  expect(api.jobs.all()).toHaveLength(0);
});

test('a reset after the call leaves the job behind', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'reset', when: 'after' });
  await expect(post()).rejects.toThrow(TypeError);
  expect(api.jobs.all()).toHaveLength(1);
});

test('a slow body begins at once and is whole in the end', async () => {
  const api = mockApi();
  const id = await start();
  api.faults.inject({ kind: 'slow_body', overMs: 300 });
  const began = performance.now();
  const request = await retrieve(id);
  expect(request.id).toBe(id);
  expect(performance.now() - began).toBeGreaterThan(200);
});

test('a slow body can be given up on', async () => {
  const api = mockApi();
  const { id } = api.jobs.add();
  api.faults.inject({ kind: 'slow_body', overMs: 60_000 });
  const response = await fetch(`https://api.chamelaion.com/api/v1/lipsync/requests/${id}`, {
    headers: { 'x-api-key': 'key' },
    signal: AbortSignal.timeout(200),
  });
  await expect(response.text()).rejects.toThrow(/timeout/);
});

test('a fault meets only the operation that it is for', async () => {
  const api = mockApi();
  const id = await start();
  api.faults.inject({ kind: 'error', code: 'internal_error' }, { operation: 'lipsync.requests.retrieve' });
  expect((await post()).status).toBe(200);
  expect(await retrieve(id)).toEqual({ error: 'internal error' });
});

test('faults that have not happened can be cleared', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'reset' }, { times: Infinity });
  api.faults.clear();
  expect((await post()).status).toBe(200);
});
