import { expect, test } from 'vitest';
import { type JobScript, UnknownJobError } from '../src/index.js';
import { baseURL, interceptRequests, mockApi, retrieve, start } from './service.js';

interceptRequests();

async function statusesOf(id: string, looks: number): Promise<string[]> {
  const statuses: string[] = [];
  for (let look = 0; look < looks; look++) statuses.push((await retrieve(id)).status);
  return statuses;
}

test('a job is queued, then processing, then completed', async () => {
  mockApi();
  expect(await statusesOf(await start(), 4)).toEqual(['queued', 'processing', 'completed', 'completed']);
});

test('each stage of a script lasts as many looks as it says', async () => {
  mockApi({ jobs: [{ status: 'queued', polls: 2 }, { status: 'processing' }, { status: 'failed' }] });
  expect(await statusesOf(await start(), 5)).toEqual(['queued', 'queued', 'processing', 'failed', 'failed']);
});

test('a script may hold a status that the contract does not know', async () => {
  mockApi({ jobs: [{ status: 'paused' }, { status: 'completed' }] });
  expect(await statusesOf(await start(), 2)).toEqual(['paused', 'completed']);
});

test('a script may depend on the job', async () => {
  const bad: JobScript = [{ status: 'failed', error_message: 'no face found' }];
  mockApi({ jobs: (job) => (job.reference_id === 'faceless' ? bad : [{ status: 'completed' }]) });
  expect(await retrieve(await start({ reference_id: 'faceless' }))).toMatchObject({ error_message: 'no face found' });
  expect(await retrieve(await start())).toMatchObject({ status: 'completed' });
});

test('a list that shows a job counts as a look', async () => {
  mockApi();
  const id = await start();
  await fetch(`${baseURL}/v1/lipsync/requests`, { headers: { 'x-api-key': 'key' } });
  expect((await retrieve(id)).status).toBe('processing');
});

test('looking from the test does not move a job', async () => {
  const api = mockApi();
  const id = await start();
  for (let look = 0; look < 5; look++) api.jobs.get(id);
  expect((await retrieve(id)).status).toBe('queued');
});

test('a test can complete a job, whatever its script says', async () => {
  const api = mockApi({ jobs: [{ status: 'queued' }] });
  const id = await start({ reference_id: 'episode' });
  api.jobs.complete('episode', { output_url: 'https://cdn.example.com/out.mp4' });
  expect(await retrieve(id)).toMatchObject({
    status: 'completed',
    output_url: 'https://cdn.example.com/out.mp4',
    finished_at: expect.any(String),
  });
});

test('a test can fail a job with a message', async () => {
  const api = mockApi();
  const id = await start();
  api.jobs.fail(id, 'audio has no sound');
  expect(await retrieve(id)).toMatchObject({ status: 'failed', error_message: 'audio has no sound' });
});

test('a job that a test put in place is found like any other', async () => {
  const api = mockApi();
  const { id } = api.jobs.add({ reference_id: 'old', script: [{ status: 'completed' }] });
  expect(await retrieve('old')).toMatchObject({ id, status: 'completed' });
});

test('ending a job that does not exist says so', () => {
  expect(() => mockApi().jobs.complete('nope')).toThrow(UnknownJobError);
});

test('the output of a completed job can be downloaded, also from the middle', async () => {
  mockApi({ output: new TextEncoder().encode('0123456789') });
  const api = mockApi({ output: new TextEncoder().encode('0123456789') });
  const { output_url } = api.jobs.add({ script: [{ status: 'completed' }] });
  expect(await (await fetch(output_url!)).text()).toBe('0123456789');
  const rest = await fetch(output_url!, { headers: { range: 'bytes=4-' } });
  expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([206, 'bytes 4-9/10', '456789']);
});

test('reset forgets jobs, requests, keys and faults', async () => {
  const api = mockApi();
  const id = await start({}, { 'idempotency-key': 'k' });
  api.faults.inject({ kind: 'reset' });
  api.reset();
  expect([api.jobs.all(), api.requests]).toEqual([[], []]);
  expect(await start({}, { 'idempotency-key': 'k' })).not.toBe(id);
});
