import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ServerError } from '../src/errors/server-error.js';
import { openLocalStorage } from '../src/files/local-storage.js';
import { openS3Storage } from '../src/files/s3-storage.js';
import type { Storage } from '../src/files/storage.js';
import { startApi } from './support/api.js';
import { callerOf } from './support/caller.js';
import { fakeS3 } from './support/fake-s3.js';
import { mediaForm } from './support/media.js';
import { temporaryDirectory } from './support/temporary.js';

const signer = { keyId: 'key', secret: 'secret', region: 'us-east-1' };

/** A bucket that takes calls of `signer` only, and storage in it for whoever `as` says. */
async function s3(as: Partial<typeof signer> = {}): Promise<Storage> {
  const server = fakeS3('videos', new Map(), signer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return openS3Storage({ endpoint, bucket: 'videos', ...signer, ...as });
}

const local = async () => openLocalStorage(join(await temporaryDirectory(), 'files'));

describe.each([
  ['a directory', local],
  ['an S3 bucket', () => s3()],
])('storage in %s', (_name, open) => {
  const put = async (storage: Storage, key: string, content: string) => {
    const path = join(await temporaryDirectory(), 'upload');
    await writeFile(path, content);
    await storage.put(path, key);
    return path;
  };

  test('takes a file over, and gives it back whole and in parts', async () => {
    const storage = await open();
    const path = await put(storage, 'inputs/one/video', 'abcdefgh');
    expect(existsSync(path)).toBe(false);
    expect(await storage.stat('inputs/one/video')).toMatchObject({ key: 'inputs/one/video', bytes: 8 });
    expect(await text((await storage.read('inputs/one/video', 2, 4))!)).toBe('cde');
    expect(await storage.read('inputs/one/other', 2, 4)).toBeUndefined();
    await expect(storage.localPath('inputs/one/other', path)).rejects.toMatchObject({ code: 'storage_failed' });
    const copy = await storage.localPath('inputs/one/video', await temporaryDirectory());
    expect(await readFile(copy, 'utf8')).toBe('abcdefgh');
  });

  test('lists what is below a folder, however much that is', async () => {
    const storage = await open();
    const keys = ['outputs/a/1.mp4', 'outputs/b/2.mp4', 'outputs/c/3.mp4'];
    for (const key of [...keys, 'inputs/a/video']) await put(storage, key, 'x');
    const listed: string[] = [];
    for await (const { key, bytes } of storage.list('outputs')) {
      expect(bytes).toBe(1);
      listed.push(key);
    }
    expect(listed.sort()).toEqual(keys);
  });

  test('deletes, also what is not there', async () => {
    const storage = await open();
    await put(storage, 'inputs/one/audio', 'x');
    await storage.remove('inputs/one/audio');
    await storage.remove('inputs/one/audio');
    expect(await storage.stat('inputs/one/audio')).toBeUndefined();
  });
});

test.each([
  [{ secret: 'another' }, 'SignatureDoesNotMatch'],
  [{ keyId: 'another' }, 'InvalidAccessKeyId'],
  [{ region: 'eu-west-1' }, 'AuthorizationHeaderMalformed'],
])('storage in a bucket that refuses %o says why', async (as, code) => {
  const storage = await s3(as);
  const path = join(await temporaryDirectory(), 'upload');
  await writeFile(path, 'x');
  await expect(storage.put(path, 'inputs/one/video')).rejects.toMatchObject({
    code: 'storage_failed',
    cause: { message: `The storage answered 403 ${code}.` },
  });
  expect(existsSync(path)).toBe(true);
});

test('a file that the storage breaks off in the middle of is the storage’s failure', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('only this');
    setTimeout(() => response.destroy(), 50);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const storage = await openS3Storage({ endpoint, bucket: 'videos', ...signer });
  const copy = storage.localPath('inputs/one/video', await temporaryDirectory());
  await expect(copy).rejects.toMatchObject({ code: 'storage_failed' });
});

test('an upload of which the storage takes one file only leaves nothing behind', async () => {
  const api = await startApi('embedded', { publicUrl: 'https://dub.example/api/' });
  onTestFinished(api.close);
  const { storage, links, work } = api.service;
  const failure = new ServerError('storage_failed', 'no');
  api.service.storage = {
    ...storage,
    put: (path, key) => (key.endsWith('/audio') ? Promise.reject(failure) : storage.put(path, key)),
  };
  const caller = callerOf(`${api.origin}/api`, (await api.newToken()).secret);
  const answer = await caller.post('/v1/lipsync/generate-with-media', { body: mediaForm() });
  expect(answer.status).toBe(503);
  for await (const { key } of storage.list('inputs')) expect.fail(`${key} is left`);
  expect(await work.list()).toEqual([]);
  expect(links.urlOf('outputs/a/b.mp4')).toMatch(/^https:\/\/dub\.example\/api\/outputs\/a\/b\.mp4\?expires=/);
});

test('an upload that the storage does not take is answered with 503, and nothing of it stays', async () => {
  const s3Settings = { s3Bucket: 'videos', s3AccessKeyId: 'key', s3SecretAccessKey: 'secret' };
  const api = await startApi('embedded', { s3Endpoint: 'http://127.0.0.1:1', ...s3Settings });
  onTestFinished(api.close);
  const caller = callerOf(`${api.origin}/api`, (await api.newToken()).secret);
  const answer = await caller.post('/v1/lipsync/generate-with-media', { body: mediaForm() });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await readdir(join(api.service.config.dataDir, 'work'))).toEqual([]);
  expect((await caller.list()).pagination.total).toBe(0);
});
