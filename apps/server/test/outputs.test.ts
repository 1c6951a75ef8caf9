import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outputLinks } from '../src/http/links.js';
import { insertRequest } from '../src/store/requests.js';
import { sweepFiles } from '../src/worker/sweep.js';
import { startApi, type TestApi } from './support/api.js';
import { callerOf } from './support/caller.js';

const BYTES = 'abcdefghijklmnopqrstuvwxyz';

describe('an output', () => {
  let api: TestApi;
  let url: string;

  beforeAll(async () => {
    api = await startApi();
    const { service, database } = api;
    const token = await api.newToken();
    const id = randomUUID();
    const input = { url: 'https://cdn.example.com/x' };
    const row = { id, account: token.account, tokenId: token.id, referenceId: undefined, maxFace: false };
    await insertRequest(database, { ...row, video: input, audio: input, jobId: randomUUID() });
    const key = `outputs/${id}/${randomUUID()}.mp4`;
    const path = service.work.uploadPath();
    await writeFile(path, BYTES);
    await service.storage.put(path, key);
    await database.query(
      `UPDATE chamelaion.requests SET status = 'completed', finished_at = now(), output_key = $2 WHERE id = $1`,
      [id, key],
    );
    url = (await callerOf(`${api.origin}/api`, token.secret).retrieve(id)).output_url!;
  });
  afterAll(() => api.close());

  const get = async (headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const response = await fetch(url, { headers, ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('comes whole, with a tag and the promise of ranges', async () => {
    const { status, headers, text } = await get();
    expect([status, text]).toEqual([200, BYTES]);
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-type')).toBe('video/mp4');
    expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
  });

  test.each([
    ['bytes=0-3', 206, 'abcd', 'bytes 0-3/26'],
    ['bytes=20-', 206, 'uvwxyz', 'bytes 20-25/26'],
    ['bytes=-2', 206, 'yz', 'bytes 24-25/26'],
    ['bytes=24-99', 206, 'yz', 'bytes 24-25/26'],
    ['bytes=9-3', 200, BYTES, null],
    ['lines=1-2', 200, BYTES, null],
  ])('answers Range %s with %i', async (range, status, text, contentRange) => {
    const answer = await get({ range });
    expect([answer.status, answer.text, answer.headers.get('content-range')]).toEqual([status, text, contentRange]);
  });

  test('refuses a range behind its end', async () => {
    const answer = await get({ range: 'bytes=26-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */26']);
  });

  test('resumes only what has not changed', async () => {
    const etag = (await get()).headers.get('etag')!;
    expect((await get({ range: 'bytes=0-3', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-3', 'if-range': '"other"' })).status).toBe(200);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
  });

  test('says its size to HEAD', async () => {
    const answer = await get({}, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), answer.text]).toEqual([200, '26', '']);
  });

  test('is not given out by a link that was changed or has expired', async () => {
    const changed = await fetch(url.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`));
    expect(changed.status).toBe(404);
    const later = await fetch(url.replace(/expires=\d+/, 'expires=99999999999'));
    expect(later.status).toBe(404);
    const { links } = api.service;
    const file = new URL(url).pathname.replace('/api/outputs/', '');
    const query = Object.fromEntries(new URL(url).searchParams);
    expect(links.check(file, query)).toBe('valid');
    expect(links.check(`${file}x`, query)).toBe('unknown');
  });

  test('has an address that does not come from the Host header', () => {
    expect(url.startsWith(`${api.origin}/api/outputs/`)).toBe(true);
  });

  test('is refused with a hint once its link has expired', () => {
    const stale = outputLinks('key', () => 'http://x', -48);
    const link = new URL(stale.urlOf('outputs/a/b.mp4'));
    expect(stale.check('a/b.mp4', Object.fromEntries(link.searchParams))).toBe('expired');
  });

  test('that is deleted while it is asked for is not found', async () => {
    const { storage } = api.service;
    api.service.storage = { ...storage, read: (key, start, end) => storage.read(`${key}.gone`, start, end) };
    const answer = await get({ range: 'bytes=0-3' });
    api.service.storage = storage;
    expect([answer.status, answer.text]).toEqual([404, '{"error":"output not found"}']);
  });

  test('is deleted after its time, and its request stays', async () => {
    const { database, service } = api;
    const [row] = await database.query<{ id: string; output_key: string }>(
      `UPDATE chamelaion.requests SET finished_at = now() - interval '8 days' RETURNING id, output_key`,
    );
    await sweepFiles(service, 0);
    expect(await service.storage.stat(row!.output_key)).toBeUndefined();
    expect((await fetch(url)).status).toBe(404);
    const [left] = await database.query('SELECT status, output_key FROM chamelaion.requests');
    expect(left).toEqual({ status: 'completed', output_key: null });
  });
});
