import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLocalStorage } from '../src/files/local-storage.js';
import { openS3Storage } from '../src/files/s3-storage.js';
import type { Storage } from '../src/files/storage.js';
import { fakeS3 } from './support/fake-s3.js';
import { temporaryDirectory } from './support/temporary.js';

async function s3(secret = 'secret'): Promise<Storage> {
  const server = fakeS3('videos', new Map());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return openS3Storage({ endpoint, bucket: 'videos', keyId: 'key', secret, region: 'us-east-1' });
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
    expect(await text(await storage.read('inputs/one/video', 2, 4))).toBe('cde');
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
