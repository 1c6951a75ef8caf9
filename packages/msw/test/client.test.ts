import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Chamelaion from 'chamelaion';
import { afterAll, expect, test, vi } from 'vitest';
import { interceptRequests, mockApi } from './service.js';

interceptRequests();

const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-msw-'));
afterAll(() => rmSync(folder, { recursive: true }));
const video = path.join(folder, 'episode.mp4');
const audio = path.join(folder, 'episode.wav');
writeFileSync(video, 'pictures');
writeFileSync(audio, 'sounds');

const client = new Chamelaion({ apiKey: 'key', maxRetries: 2, logLevel: 'off' });
const inputs = [
  { type: 'video' as const, url: 'https://cdn.example.com/42.mp4' },
  { type: 'audio' as const, url: 'https://cdn.example.com/42.wav' },
];

test('the client goes the whole way', async () => {
  mockApi();
  expect(await client.health.check()).toEqual({ status: 'ok' });
  expect(await client.users.getCurrent()).toEqual({ name: 'My API Token' });
  const { request_id } = await client.lipsync.generate({ inputs, reference_id: 'episode' });
  const statuses = [];
  for (let look = 0; look < 3; look++) statuses.push((await client.lipsync.requests.retrieve('episode')).status);
  expect(statuses).toEqual(['queued', 'processing', 'completed']);
  const ids = [];
  for await (const request of client.lipsync.requests.list()) ids.push(request.id);
  expect(ids).toEqual([request_id]);
});

test('uploads from paths and streams arrive whole', async () => {
  const api = mockApi();
  await client.lipsync.generateWithMedia({ video, audio: createReadStream(audio) });
  const body = api.requests[0]!.body as { video: Blob; audio: Blob };
  expect([await body.video.text(), await body.audio.text()]).toEqual(['pictures', 'sounds']);
});

test('a rate limit is waited out', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'error', code: 'rate_limit_exceeded', retryAfterSeconds: 0 });
  await client.lipsync.generate({ inputs });
  expect(api.requests.map((request) => request.status)).toEqual([429, 200]);
});

test('an outage ends in the typed error of its status', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'error', code: 'service_unavailable', retryAfterSeconds: 0 }, { times: Infinity });
  await expect(client.users.getCurrent()).rejects.toMatchObject({ status: 503, message: 'service unavailable' });
});

test('a reset after the job was accepted does not pay twice', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'reset', when: 'after' }, { operation: 'lipsync.generate' });
  const { request_id } = await client.lipsync.generate({ inputs });
  expect(api.jobs.all().map((job) => job.id)).toEqual([request_id]);
});

test('a reset is recovered from under a reference of the caller’s own too, by the Date of the answers', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'reset', when: 'after' }, { operation: 'lipsync.generate' });
  const { request_id } = await client.lipsync.generate({ inputs, reference_id: 'episode' });
  expect(api.jobs.all().map((job) => job.id)).toEqual([request_id]);
});

test('calls and uploads are answered while a test holds the timers', async () => {
  const api = mockApi();
  vi.useFakeTimers();
  try {
    await client.lipsync.generate({ inputs });
    await client.lipsync.generateWithMedia({ video: new Blob(['pictures']), audio: new Blob(['sounds']) });
    expect(api.jobs.all()).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});

test('a body that stalls ends in a timeout', async () => {
  const api = mockApi();
  api.faults.inject({ kind: 'slow_body', overMs: 60_000 });
  await expect(client.users.getCurrent({ timeout: 200, maxRetries: 0 })).rejects.toBeInstanceOf(
    Chamelaion.APIConnectionTimeoutError,
  );
});
