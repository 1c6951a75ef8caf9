import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DownloadError, download } from '../src/node.js';
import { answer, ID, job, serve } from './support/api-server.js';
import { fetchClient } from './support/clients.js';
import { makeFile, serveFile } from './support/storage-server.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const MIB = 1024 * 1024;
const nobody = fetchClient('http://127.0.0.1:1');
const completed = (url: string) => job('completed', { output_url: url });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as DownloadError,
  );

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polling-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('download to a file', () => {
  it('writes the video under its name and leaves nothing else', async () => {
    await using storage = await serveFile(makeFile(3 * MIB + 17));
    const path = join(folder, 'out.mp4');
    await download(nobody, completed(storage.url), path);
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(await readdir(folder)).toEqual(['out.mp4']);
  });

  it('takes a file: URL and replaces what was there', async () => {
    await using storage = await serveFile(makeFile(1000));
    const path = join(folder, 'out.mp4');
    await writeFile(path, 'older and much longer'.repeat(100));
    await download(nobody, completed(storage.url), pathToFileURL(path));
    expect(storage.file.equals(await readFile(path))).toBe(true);
  });

  it('tells its progress up to the whole length', async () => {
    await using storage = await serveFile(makeFile(MIB));
    const seen: number[] = [];
    await download(nobody, completed(storage.url), join(folder, 'out.mp4'), {
      onProgress: ({ receivedBytes, totalBytes }) => seen.push(receivedBytes, totalBytes!),
    });
    expect(seen.slice(-2)).toEqual([MIB, MIB]);
  });

  it('goes on where a broken connection stopped', async () => {
    await using storage = await serveFile(makeFile(4 * MIB), { cutAfter: (count) => (count < 4 ? MIB : undefined) });
    const path = join(folder, 'out.mp4');
    await download(nobody, completed(storage.url), path, { runtime: virtualRuntime() });
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(storage.requests[1]?.headers.range).toMatch(/^bytes=\d{6,}-$/);
    expect(storage.requests[1]?.headers['if-range']).toMatch(/^"/);
  });

  it('never gives up while each connection brings a little more', async () => {
    await using storage = await serveFile(makeFile(2 * MIB), {
      cutAfter: (count) => (count < 12 ? MIB / 8 : undefined),
    });
    const path = join(folder, 'out.mp4');
    await download(nobody, completed(storage.url), path, { runtime: virtualRuntime() });
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(storage.requests.length).toBeGreaterThan(6);
  });

  it('keeps the part of an aborted run and fetches only the rest in the next', async () => {
    await using storage = await serveFile(makeFile(8 * MIB), { pauseMs: 1 });
    const path = join(folder, 'out.mp4');
    const controller = new AbortController();
    const error = await failure(
      download(nobody, completed(storage.url), path, {
        signal: controller.signal,
        onProgress: ({ receivedBytes }) => receivedBytes > 2 * MIB && controller.abort(),
      }),
    );
    expect(error?.code).toBe('download_aborted');
    expect(await readdir(folder)).toEqual(['out.mp4.part', 'out.mp4.part.json']);
    let resumed = 0;
    await download(nobody, completed(storage.url), path, {
      onProgress: ({ resumedBytes }) => {
        resumed = resumedBytes;
      },
    });
    expect(resumed).toBeGreaterThan(2 * MIB);
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(await readdir(folder)).toEqual(['out.mp4']);
  });

  it.each([false, true])(
    'starts over when the file at the source has changed, If-Range ignored: %s',
    async (ignoresIfRange) => {
      await using storage = await serveFile(makeFile(2 * MIB), {
        ignoresIfRange,
        cutAfter: (count) => (count === 1 ? MIB : undefined),
      });
      const path = join(folder, 'out.mp4');
      const runtime = virtualRuntime();
      const change = async (ms: number) => {
        runtime.pass(ms);
        storage.file = makeFile(2 * MIB, 2);
      };
      await download(nobody, completed(storage.url), path, { runtime: { ...runtime, sleep: change } });
      expect(storage.file.equals(await readFile(path))).toBe(true);
    },
  );

  it('starts over where the storage host knows no ranges', async () => {
    await using storage = await serveFile(makeFile(2 * MIB), {
      ranges: false,
      cutAfter: (count) => (count === 1 ? MIB : undefined),
    });
    const path = join(folder, 'out.mp4');
    await download(nobody, completed(storage.url), path, { runtime: virtualRuntime() });
    expect(storage.file.equals(await readFile(path))).toBe(true);
  });

  it('never joins the part of another request', async () => {
    await using storage = await serveFile(makeFile(2 * MIB));
    const path = join(folder, 'out.mp4');
    await writeFile(`${path}.part`, Buffer.alloc(MIB, 7));
    await writeFile(`${path}.part.json`, JSON.stringify({ requestId: 'another', totalBytes: 2 * MIB }));
    await download(nobody, completed(storage.url), path);
    expect(storage.file.equals(await readFile(path))).toBe(true);
  });

  it('only renames when the part is whole already', async () => {
    await using storage = await serveFile(makeFile(MIB));
    const path = join(folder, 'out.mp4');
    await writeFile(`${path}.part`, storage.file);
    await writeFile(`${path}.part.json`, JSON.stringify({ requestId: ID, totalBytes: MIB }));
    await download(nobody, completed(storage.url), path);
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(storage.requests).toHaveLength(0);
  });

  it('refuses a folder that does not exist before anything is fetched', async () => {
    await using storage = await serveFile(makeFile(10));
    const error = await failure(download(nobody, completed(storage.url), join(folder, 'no', 'out.mp4')));
    expect(error?.code).toBe('download_not_writable');
    expect(storage.requests).toHaveLength(0);
  });
});

describe('download and the storage host', () => {
  it('refreshes an expired URL by looking the request up', async () => {
    await using storage = await serveFile(makeFile(2 * MIB), {
      before: (request, response) => {
        if (request.url === '/fresh') return false;
        response.writeHead(403).end();
        return true;
      },
    });
    await using api = await serve((_, response) => answer(response, 200, completed(`${storage.url}/fresh`)));
    const path = join(folder, 'out.mp4');
    await download(fetchClient(api.url), completed(`${storage.url}/old`), path);
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(api.requests).toHaveLength(1);
  });

  it('lets go of a connection whose answer is of no use', async () => {
    const closed: Promise<unknown>[] = [];
    await using storage = await serveFile(makeFile(1_000), {
      before: (request, response) => {
        if (request.url === '/fresh') return false;
        closed.push(once(response, 'close'));
        response.writeHead(403).write('a page without end');
        return true;
      },
    });
    await using api = await serve((_, response) => answer(response, 200, completed(`${storage.url}/fresh`)));
    await download(fetchClient(api.url), completed(`${storage.url}/old`), join(folder, 'out.mp4'));
    await Promise.all(closed);
    expect(closed).toHaveLength(1);
  });

  it('gives up when a fresh URL is refused too', async () => {
    await using storage = await serve((_, response) => answer(response, 403, {}));
    await using api = await serve((_, response) => answer(response, 200, completed(storage.url)));
    const error = await failure(download(fetchClient(api.url), completed(storage.url), join(folder, 'out.mp4')));
    expect([error?.code, error?.status]).toEqual(['download_refused', 403]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so when an expired URL cannot be refreshed', async () => {
    await using storage = await serve((_, response) => answer(response, 403, {}));
    await using api = await serve((_, response) => answer(response, 401, {}));
    const error = await failure(download(fetchClient(api.url), completed(storage.url), join(folder, 'out.mp4')));
    expect(error).toMatchObject({ code: 'download_refused', cause: { status: 401 } });
  });

  it('waits for as long as Retry-After says', async () => {
    await using storage = await serveFile(makeFile(10), {
      before: (_, response, count) => {
        if (count > 1) return false;
        response.writeHead(503, { 'retry-after': '7' }).end();
        return true;
      },
    });
    const runtime = virtualRuntime();
    await download(nobody, completed(storage.url), join(folder, 'out.mp4'), { runtime });
    expect(runtime.sleeps).toEqual([7_000]);
  });

  it('gives up after six tries without a byte', async () => {
    await using storage = await serve((request) => void request.socket.destroy());
    const runtime = virtualRuntime();
    const error = await failure(download(nobody, completed(storage.url), join(folder, 'out.mp4'), { runtime }));
    expect([error?.code, error?.isRetryable]).toEqual(['download_interrupted', true]);
    expect(storage.requests).toHaveLength(6);
  });

  it('makes a connection that went silent again', async () => {
    await using storage = await serveFile(makeFile(10), {
      before: (_, response, count) => {
        if (count === 1) response.writeHead(200, { 'content-length': 10 }).write(makeFile(10).subarray(0, 3));
        return count === 1;
      },
    });
    const path = join(folder, 'out.mp4');
    await download(nobody, completed(storage.url), path, { stallTimeoutMs: 100, runtime: virtualRuntime() });
    expect(storage.file.equals(await readFile(path))).toBe(true);
  });

  it('takes a Retry-After of 0 for no word about when', async () => {
    await using storage = await serve((_, response) => answer(response, 503, {}, { 'retry-after': '0' }));
    const runtime = virtualRuntime();
    await failure(download(nobody, completed(storage.url), join(folder, 'out.mp4'), { runtime }));
    expect(Math.min(...runtime.sleeps)).toBeGreaterThan(300);
  });

  it('gives up what makes no way, though each connection brings bytes', async () => {
    // Each answer is another version of the file, sent in spite of If-Range, and each breaks off.
    let version = 0;
    await using storage = await serveFile(makeFile(2 * MIB), {
      ignoresIfRange: true,
      cutAfter: () => MIB,
      before: () => {
        version += 1;
        storage.file = makeFile(2 * MIB, version);
        return false;
      },
    });
    const runtime = virtualRuntime();
    const error = await failure(download(nobody, completed(storage.url), join(folder, 'out.mp4'), { runtime }));
    expect(error?.code).toBe('download_interrupted');
  });

  it('starts over where an answer that broke off was compressed', async () => {
    const file = makeFile(3 * MIB);
    const packed = gzipSync(file, { level: 0 });
    await using storage = await serve((request, response, count) => {
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const range = from > 0 && { 'content-range': `bytes ${from}-${packed.length - 1}/${packed.length}` };
      const length = packed.length - from;
      response.writeHead(from > 0 ? 206 : 200, { 'content-encoding': 'gzip', 'content-length': length, ...range });
      if (count > 1) response.end(packed.subarray(from));
      else response.write(packed.subarray(0, 2 * MIB), () => setTimeout(() => request.socket.destroy(), 100));
    });
    const path = join(folder, 'out.mp4');
    await download(nobody, completed(storage.url), path, { runtime: virtualRuntime() });
    expect(file.equals(await readFile(path))).toBe(true);
  });

  it('does not hang on a fetch that ignores its signal', async () => {
    const options = { fetch: () => new Promise<never>(() => {}), stallTimeoutMs: 20, runtime: virtualRuntime() };
    const error = await failure(download(nobody, completed('http://x/'), join(folder, 'out.mp4'), options));
    expect(error?.code).toBe('download_interrupted');
  });

  it('never sends it a key', async () => {
    await using storage = await serveFile(makeFile(10));
    await download(nobody, completed(storage.url), join(folder, 'out.mp4'));
    const names = Object.keys(storage.requests[0]!.headers);
    expect(names.filter((name) => /authorization|api-key|cookie/.test(name))).toEqual([]);
  });

  it('refuses a request that has not completed', async () => {
    const error = await failure(download(nobody, job('processing'), join(folder, 'out.mp4')));
    expect(error?.code).toBe('download_not_ready');
    expect(DownloadError.isInstance(error) && error.request?.id).toBe(ID);
  });
});
