import { expect, test } from 'vitest';
import { baseURL, interceptRequests, mockApi, post } from './service.js';

interceptRequests();

test('a JSON call is recorded with its operation, body, headers and status', async () => {
  const api = mockApi();
  await post({ reference_id: 'episode' }, { 'idempotency-key': 'k' });
  const [recorded] = api.requests;
  expect(recorded).toMatchObject({
    operation: 'lipsync.generate',
    method: 'POST',
    status: 200,
    body: { reference_id: 'episode' },
  });
  expect(recorded!.headers.get('idempotency-key')).toBe('k');
});

test('an upload is recorded with its files', async () => {
  const api = mockApi();
  const body = new FormData();
  body.set('video', new Blob(['pictures']), '42.mp4');
  body.set('audio', new Blob(['sounds']), '42.wav');
  await fetch(`${baseURL}/v1/lipsync/generate-with-media`, { method: 'POST', body, headers: { 'x-api-key': 'key' } });
  const { video } = api.requests[0]!.body as { video: Blob };
  expect(await video.text()).toBe('pictures');
});

test('a refused call is recorded with the body that was refused', async () => {
  const api = mockApi();
  await post({ inputs: [] });
  expect(api.requests[0]).toMatchObject({ status: 400, body: { inputs: [] } });
});

test('path and query are recorded decoded', async () => {
  const api = mockApi();
  const headers = { 'x-api-key': 'key' };
  await fetch(`${baseURL}/v1/lipsync/requests/a%2Fb`, { headers });
  await fetch(`${baseURL}/v1/lipsync/requests?reference_id=a%2Fb`, { headers });
  expect(api.requests.map(({ operation, path, query }) => ({ operation, path, query }))).toEqual([
    { operation: 'lipsync.requests.retrieve', path: { id: 'a/b' }, query: {} },
    { operation: 'lipsync.requests.list', path: {}, query: { reference_id: 'a/b' } },
  ]);
});

test.each([
  'https://api.chamelaion.com/api',
  'https://api.dev.chamelaion.com/api',
  'http://127.0.0.1:4010/api',
  'http://127.0.0.1:4010',
])('without a base URL, %s is answered', async (base) => {
  mockApi();
  expect((await fetch(`${base}/health`)).status).toBe(200);
});

test('a base URL replaces the others', async () => {
  mockApi({ baseURL: 'http://localhost:9999/proxy/' });
  expect((await fetch('http://localhost:9999/proxy/health')).status).toBe(200);
  await expect(fetch(`${baseURL}/health`)).rejects.toThrow();
});

test('an answer takes as long as it is told to', async () => {
  mockApi({ latencyMs: 120 });
  const began = performance.now();
  await fetch(`${baseURL}/health`);
  expect(performance.now() - began).toBeGreaterThan(100);
});
