import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revokeToken } from '../src/store/tokens.js';
import { startApi, type TestApi } from './support/api.js';
import { type Caller, callerOf } from './support/caller.js';
import { mediaForm } from './support/media.js';

describe('the API over HTTP', () => {
  let api: TestApi;
  let caller: Caller;
  let secret: string;
  beforeAll(async () => {
    api = await startApi('embedded', { corsOrigins: ['https://studio.example'], maxUploadBytes: 200_000 });
    secret = (await api.newToken()).secret;
    caller = callerOf(`${api.origin}/api`, secret);
  });
  afterAll(() => api.close());

  /** Sends bytes as they are and gives back what comes. */
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(api.origin).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer)).on('error', reject);
    });

  test('answers what is not HTTP with JSON and a request id', async () => {
    const answer = await raw('HELLO THERE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/\r\nx-request-id: [\w-]+\r\n/);
    expect(answer).toMatch(/\{"error":"bad request"\}$/);
  });

  test.each([
    ['without a Host', '400 Bad Request', ''],
    ['that expects too much', '417 Expectation Failed', 'Host: x\r\nExpect: a miracle\r\n'],
  ])('answers a call %s with JSON and a request id', async (_what, status, headers) => {
    const answer = await raw(`GET /health HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\\r\\n`));
    expect(answer).toMatch(/\r\nx-request-id: [\w-]+\r\n/);
    expect(answer).toMatch(/\{"error":"[a-z ]+"\}/);
  });

  test('answers OPTIONS without a question about CORS, too', async () => {
    const answer = await fetch(`${api.origin}/v1/users/me`, { method: 'OPTIONS' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  test.each([
    ['POST', '/metrics', 'GET, HEAD'],
    ['PUT', '/v1/lipsync/requests/x', 'GET, HEAD'],
    ['GET', '/api/v1/lipsync/generate', 'POST'],
  ])('says which methods there are in place of %s %s', async (method, path, allow) => {
    const answer = await fetch(api.origin + path, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    expect(await answer.json()).toEqual({ error: 'method not allowed' });
  });

  test.each(['/', '/%zz', '/api/v1/lipsync/requests/%E0%A4%A', '/api/../../etc/passwd', `/api/${'x'.repeat(9000)}`])(
    'answers GET %.40s without a stack trace',
    async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/x-request-id/i);
      expect(answer).not.toMatch(/\bat .*\.js:\d+/);
      expect(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])).toBeLessThan(501);
    },
  );

  test('does not find an id or reference_id with the character NUL, and refuses to store one', async () => {
    const get = (path: string) => fetch(`${api.origin}${path}`, { headers: { 'x-api-key': secret } });
    expect((await get('/v1/lipsync/requests/a%00b')).status).toBe(404);
    expect(await (await get('/v1/lipsync/requests?reference_id=%00')).json()).toMatchObject({ data: [] });
    const inputs = ['video', 'audio'].map((type) => ({ type, url: 'https://cdn.example.com/x' }));
    const body = JSON.stringify({ inputs, reference_id: 'a\0b' });
    const answer = await caller.post('/v1/lipsync/generate', { body, headers: { 'content-type': 'application/json' } });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid request body' }]);
  });

  test.each(['{"x":', '['])('refuses a body that is nested 100 000 times by %s', async (opening) => {
    const closing = opening === '[' ? ']' : '}';
    const deep = `${opening.repeat(100_000)}0${closing.repeat(100_000)}`;
    const inputs = ['video', 'audio'].map((type) => ({ type, url: 'https://cdn.example.com/x' }));
    const body = `{"inputs":${JSON.stringify(inputs)},"more":${deep}}`;
    const answer = await caller.post('/v1/lipsync/generate', { body, headers: { 'content-type': 'application/json' } });
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid request body' }]);
  });

  test('finds a very long reference_id', async () => {
    const reference_id = Array.from({ length: 200 }, () => randomUUID()).join('/');
    const inputs = ['video', 'audio'].map((type) => ({ type, url: 'https://cdn.example.com/x' }));
    const headers = { 'content-type': 'application/json' };
    await caller.post('/v1/lipsync/generate', { body: JSON.stringify({ inputs, reference_id }), headers });
    expect(await caller.retrieve(encodeURIComponent(reference_id))).toMatchObject({ reference_id });
  });

  test('gives the same request for one Idempotency-Key, also at the same moment', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const ids = await Promise.all(Array.from({ length: 5 }, () => caller.submit({}, headers)));
    expect(new Set(ids).size).toBe(1);
    expect(await readdir(join(api.service.config.dataDir, 'files', 'inputs'))).toContain(ids[0]);
    expect(await readdir(join(api.service.config.dataDir, 'work'))).toEqual([]);
  });

  test('answers an upload that takes long to store, however short a connection may be idle', async () => {
    const { storage } = api.service;
    api.service.storage = { ...storage, put: (...args) => sleep(3_000).then(() => storage.put(...args)) };
    api.setIdleMs(1_000);
    const id = await caller.submit().finally(() => {
      api.setIdleMs(120_000);
      api.service.storage = storage;
    });
    expect(await caller.retrieve(id)).toMatchObject({ status: 'queued' });
  });

  test('takes no request whose token was revoked while it was uploaded', async () => {
    const token = await api.newToken();
    const { storage } = api.service;
    api.service.storage = {
      ...storage,
      async put(...args) {
        await revokeToken(api.database, token.id);
        return storage.put(...args);
      },
    };
    const upload = callerOf(`${api.origin}/api`, token.secret).submit();
    await expect(upload).rejects.toThrow('401 {"error":"unauthorized"}');
    api.service.storage = storage;
  });

  test('forgets an Idempotency-Key after 24 hours', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await caller.submit({}, headers);
    await api.database.query(`UPDATE chamelaion.idempotency_keys SET created_at = now() - interval '25 hours'`);
    expect(await caller.submit({}, headers)).not.toBe(first);
  });

  test('lets the listed origins in, and shows them the headers they need', async () => {
    const answer = await fetch(`${api.origin}/health`, { headers: { origin: 'https://studio.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://studio.example');
    expect(answer.headers.get('access-control-expose-headers')).toBe(
      'Date, Retry-After, ETag, Content-Range, x-request-id',
    );
    const other = await fetch(`${api.origin}/health`, { headers: { origin: 'https://evil.example' } });
    expect(other.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });

  test('answers an upload over the limit with 413 once it was drained', async () => {
    const form = mediaForm();
    form.set('video', new Blob([new Uint8Array(20_000_000)]), 'large.mp4');
    const answer = await caller.post('/v1/lipsync/generate-with-media', { body: form });
    expect([answer.status, await answer.json()]).toEqual([413, { error: 'upload is too large' }]);
    expect(await readdir(join(api.service.config.dataDir, 'work'))).toEqual([]);
  });

  test('leaves nothing of an upload that was broken off', async () => {
    const before = (await caller.list()).pagination.total;
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${api.origin}/v1/lipsync/generate-with-media`, {
        method: 'POST',
        headers: { 'x-api-key': secret, 'content-type': 'multipart/form-data; boundary=b', 'content-length': '90000' },
      });
      upload.on('error', () => resolve());
      upload.write('--b\r\nContent-Disposition: form-data; name="video"; filename="v"\r\n\r\n');
      upload.write('x'.repeat(50_000));
      setTimeout(() => upload.destroy(), 300);
    });
    const work = join(api.service.config.dataDir, 'work');
    for (let tries = 0; tries < 100 && (await readdir(work)).length > 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await readdir(work)).toEqual([]);
    expect((await caller.list()).pagination.total).toBe(before);
  });

  test('is ready with its database, and says so when it is without', async () => {
    expect((await fetch(`${api.origin}/ready`)).status).toBe(200);
    api.failWith(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    const answer = await fetch(`${api.origin}/ready`);
    api.failWith(undefined);
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
      503,
      '5',
      { error: 'service unavailable' },
    ]);
  });

  test('lets a token start so many jobs a minute, refused ones included, and reads without limit', async () => {
    const { config } = api.service;
    const limited = callerOf(`${api.origin}/api`, (await api.newToken()).secret);
    config.generatePerMinute = 3;
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) {
      const answer = await limited.post('/v1/lipsync/generate', { body: 'not JSON' });
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
    }
    config.generatePerMinute = 60;
    expect(statuses).toEqual([400, 400, 400, 429, 429]);
    expect(await limited.list()).toMatchObject({ data: [] });
  });

  test('counts calls for Prometheus', async () => {
    const text = await fetch(`${api.origin}/metrics`).then((answer) => answer.text());
    expect(text).toMatch(/chamelaion_http_request_seconds_count\{method="GET",route="\/health",status="200"\} \d+/);
    expect(text).toMatch(/chamelaion_requests\{status="queued"\} \d+/);
    expect(text).not.toContain(secret);
  });

  test('stores tokens only as hashes', async () => {
    const rows = await api.database.query('SELECT * FROM chamelaion.tokens');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
