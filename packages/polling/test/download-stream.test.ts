import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadError, download } from '../src/index.js';
import { job } from './support/api-server.js';
import { fetchClient } from './support/clients.js';
import { makeFile, serveFile } from './support/storage-server.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const MIB = 1024 * 1024;
const nobody = fetchClient('http://127.0.0.1:1');
const completed = (url: string) => job('completed', { output_url: url });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polling-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function webStream() {
  const chunks: Uint8Array[] = [];
  const end = { closed: false, aborted: undefined as unknown };
  const stream = new WritableStream<Uint8Array>({
    write: (chunk) => void chunks.push(chunk),
    close: () => {
      end.closed = true;
    },
    abort: (reason) => {
      end.aborted = reason;
    },
  });
  return { stream, end, bytes: () => Buffer.concat(chunks) };
}

describe('download to a stream', () => {
  it('writes to a web stream and closes it', async () => {
    await using storage = await serveFile(makeFile(2 * MIB));
    const { stream, end, bytes } = webStream();
    await download(nobody, completed(storage.url), stream);
    expect(storage.file.equals(bytes())).toBe(true);
    expect(end.closed).toBe(true);
  });

  it('writes to a Node stream and ends it', async () => {
    await using storage = await serveFile(makeFile(2 * MIB));
    const stream = createWriteStream(join(folder, 'out.mp4'));
    await download(nobody, completed(storage.url), stream);
    expect(storage.file.equals(await readFile(join(folder, 'out.mp4')))).toBe(true);
    expect(stream.writableFinished).toBe(true);
  });

  it('goes on in mid-stream after a broken connection', async () => {
    await using storage = await serveFile(makeFile(3 * MIB), { cutAfter: (count) => (count < 3 ? MIB : undefined) });
    const { stream, bytes } = webStream();
    await download(nobody, completed(storage.url), stream, { runtime: virtualRuntime() });
    expect(storage.file.equals(bytes())).toBe(true);
  });

  it('fails rather than join two versions of a file', async () => {
    await using storage = await serveFile(makeFile(2 * MIB), { cutAfter: (count) => (count === 1 ? MIB : undefined) });
    const { stream, end } = webStream();
    const runtime = virtualRuntime();
    const sleep = async () => {
      storage.file = makeFile(2 * MIB, 2);
    };
    const downloading = download(nobody, completed(storage.url), stream, { runtime: { ...runtime, sleep } });
    await expect(downloading).rejects.toMatchObject({ code: 'download_changed', isRetryable: true });
    expect(end.aborted).toMatchObject({ code: 'download_changed' });
  });

  it('takes no more from the storage host than a slow stream can take', async () => {
    await using storage = await serveFile(makeFile(64 * MIB));
    let taken = 0;
    let mostAhead = 0;
    const stream = new Writable({
      write(chunk: Buffer, _, done) {
        taken += chunk.length;
        mostAhead = Math.max(mostAhead, storage.sentBytes - taken);
        if (taken > 8 * MIB) done(new Error('seen enough'));
        else setTimeout(done, 1);
      },
    });
    const error = await download(nobody, completed(storage.url), stream).catch((caught: unknown) => caught);
    expect((error as DownloadError).code).toBe('download_not_writable');
    expect(mostAhead).toBeLessThan(24 * MIB);
  });

  it('is aborted at once, also while the stream takes nothing', async () => {
    await using storage = await serveFile(makeFile(MIB));
    const controller = new AbortController();
    const stream = new WritableStream<Uint8Array>({
      write: () => {
        setTimeout(() => controller.abort(), 20);
        return new Promise(() => {});
      },
    });
    const downloading = download(nobody, completed(storage.url), stream, { signal: controller.signal });
    await expect(downloading).rejects.toMatchObject({ code: 'download_aborted' });
  });

  it('refuses a path where there are no files', async () => {
    const downloading = download(nobody, completed('http://127.0.0.1:1'), 'out.mp4');
    await expect(downloading).rejects.toMatchObject({ code: 'download_no_files' });
  });
});
