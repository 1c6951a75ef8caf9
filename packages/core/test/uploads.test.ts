import { createReadStream, existsSync, openAsBlob, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { APIError, APIUserAbortError, InvalidArgumentError, UploadError, type UploadProgress } from '../src/index.js';
import { clientOf, failure } from './support/client.js';
import { type Hit, json, serve, serveEarly } from './support/server.js';

const content = Buffer.from(Array.from({ length: 700_000 }, (_, at) => (at * 31) % 251));
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chamelaion-core-'));
  file = path.join(folder, 'talk.mp4');
  await writeFile(file, content);
});
afterAll(() => rm(folder, { recursive: true }));

const receipt = { status: 'success', request_id: 'id' };
const accepting = () => serve((_, response) => json(response, 200, receipt));
const refusingOnce = () => {
  let count = 0;
  return serve((_, response) =>
    count++ === 0
      ? json(response, 503, { error: 'service unavailable' }, { 'retry-after-ms': '1' })
      : json(response, 200, receipt),
  );
};

/** The parts of a form as an independent parser sees them. */
async function partsOf(hit: Hit): Promise<FormData> {
  return new Response(new Uint8Array(hit.body), {
    headers: { 'content-type': hit.headers['content-type']! },
  }).formData();
}

const webStream = () => new Blob([content]).stream();
const sources = {
  'a path': () => file,
  'a file: URL': () => pathToFileURL(file),
  'a file: URL as text': () => pathToFileURL(file).href,
  'a ReadStream': () => createReadStream(file),
  'an openAsBlob': () => openAsBlob(file),
  'a Blob': () => new Blob([content]),
  'a File': () => new File([content], 'talk.mp4'),
  'a Buffer': () => content,
  'an ArrayBuffer': () => content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength),
  'a typed array': () => new Uint8Array(content),
  'a factory': () => () => createReadStream(file),
  'an async factory of web streams': () => async () => webStream(),
  'a factory of an async iterable': () => () => ({ [Symbol.asyncIterator]: () => Readable.from([content]).iterator() }),
};
const onceOnly = {
  'a Response': () => new Response(content),
  'a web stream': webStream,
  'a Node stream': () => Readable.from([content.subarray(0, 5), content.subarray(5)]),
  'an async iterable': () => ({ [Symbol.asyncIterator]: () => Readable.from([content]).iterator() }),
};

test.each(Object.entries({ ...sources, ...onceOnly }))('%s arrives whole', async (_, make) => {
  const server = await accepting();
  await clientOf(server).lipsync.generateWithMedia({ video: await make(), audio: content, model: 'lipsync-2' });
  const form = await partsOf(server.hits[0]!);
  expect(Buffer.from(await (form.get('video') as File).arrayBuffer()).equals(content)).toBe(true);
  expect((form.get('audio') as File).size).toBe(content.length);
  expect(form.get('model')).toBe('lipsync-2');
});

test.each(Object.entries(sources))('%s is sent again from its start', async (_, make) => {
  const server = await refusingOnce();
  await clientOf(server).lipsync.generateWithMedia({ video: await make(), audio: content });
  const [first, second] = server.hits;
  expect(second!.body.equals(first!.body)).toBe(true);
  expect(second!.body.includes(content)).toBe(true);
});

test.each(Object.entries(onceOnly))('%s is sent once, and an error says why', async (_, make) => {
  const server = await refusingOnce();
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video: make(), audio: content }));
  expect(error).toMatchObject({ code: 'upload_not_repeatable', cause: { status: 503 } });
  expect((error as Error).message).toMatch(/can be read once.*Give a path/);
  expect(server.hits).toHaveLength(1);
});

test('files have a Content-Length, a name and a media type', async () => {
  const server = await accepting();
  await clientOf(server).lipsync.generateWithMedia({
    video: file,
    audio: { source: content, filename: 'söng "1".mp3' },
  });
  expect(Number(server.hits[0]!.headers['content-length'])).toBe(server.hits[0]!.body.length);
  const form = await partsOf(server.hits[0]!);
  expect(form.get('video')).toMatchObject({ name: 'talk.mp4', type: 'video/mp4' });
  expect(form.get('audio')).toMatchObject({ name: 'söng "1".mp3', type: 'audio/mpeg' });
});

test('a stream with a size has a Content-Length, one without is sent in chunks', async () => {
  const server = await accepting();
  const { lipsync } = clientOf(server);
  await lipsync.generateWithMedia({ video: { source: webStream(), size: content.length }, audio: content });
  await lipsync.generateWithMedia({ video: webStream(), audio: content });
  expect(Number(server.hits[0]!.headers['content-length'])).toBe(server.hits[0]!.body.length);
  expect(server.hits[1]!.headers['transfer-encoding']).toBe('chunked');
});

test('progress rises from the first bytes to all of them', async () => {
  const server = await accepting();
  const seen: UploadProgress[] = [];
  await clientOf(server).lipsync.generateWithMedia(
    { video: file, audio: content },
    { onUploadProgress: (progress) => seen.push(progress) },
  );
  const sent = seen.map(({ sentBytes }) => sentBytes);
  expect(sent).toEqual([...sent].sort((a, b) => a - b));
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.at(-1)).toEqual({ sentBytes: server.hits[0]!.body.length, totalBytes: server.hits[0]!.body.length });
});

test.skipIf(!existsSync('/proc/self/fd'))('an abort in mid-upload closes the file at once', async () => {
  const server = await serveEarly((request) => request.pause());
  const big = path.join(folder, 'big.mp4');
  await writeFile(big, '');
  await truncate(big, 64 * 1024 * 1024);
  const abort = new AbortController();
  const isOpen = () =>
    readdirSync('/proc/self/fd').some((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === big;
      } catch {
        return false;
      }
    });
  const call = failure(
    clientOf(server).lipsync.generateWithMedia({ video: big, audio: content }, { signal: abort.signal }),
  );
  while (!isOpen()) await sleep(5);
  abort.abort(new Error('changed my mind'));
  expect(await call).toMatchObject({ name: 'APIUserAbortError', cause: { message: 'changed my mind' } });
  expect(await call).toBeInstanceOf(APIUserAbortError);
  await vi.waitFor(() => expect(isOpen()).toBe(false));
});

test('the name of a Response comes from its URL, whatever that holds', async () => {
  const server = await accepting();
  const video = new Response('v');
  Object.defineProperty(video, 'url', { value: 'https://cdn.example.com/100%.mp4' });
  await clientOf(server).lipsync.generateWithMedia({ video, audio: content });
  expect((await partsOf(server.hits[0]!)).get('video')).toMatchObject({ name: '100%.mp4' });
});

test('a media type cannot add a header to its part', async () => {
  const server = await accepting();
  const video = { source: content, contentType: 'video/mp4\r\nX-Injected: 1' };
  await clientOf(server).lipsync.generateWithMedia({ video, audio: content });
  expect(server.hits[0]!.body.includes('\r\nX-Injected')).toBe(false);
});

test('a factory that gives no stream is told so', async () => {
  const server = await accepting();
  const video = () => undefined as never;
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video, audio: content }));
  expect(error).toMatchObject({ name: 'UploadError', message: expect.stringContaining('must return a stream') });
});

test('a 413 that comes before the upload has ended is the error', async () => {
  const server = await serveEarly((request, response) => {
    json(response, 413, { error: 'upload is too large' });
    request.resume();
  });
  const video = { source: () => Readable.from(endless()), size: 1 << 30 };
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video, audio: content }));
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject({ status: 413, message: 'upload is too large', attempts: 1 });
});

function lockedStream() {
  const stream = webStream();
  stream.getReader();
  return stream;
}

async function* endless() {
  for (;;) {
    await sleep(2);
    yield Buffer.alloc(65536);
  }
}

test('a file that is not there fails before anything is sent', async () => {
  const server = await accepting();
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video: '/no/such.mp4', audio: content }));
  expect(error).toBeInstanceOf(UploadError);
  expect(error).toMatchObject({ code: 'upload_unreadable', cause: { code: 'ENOENT' } });
  expect((error as Error).message).toBe('Cannot read video from /no/such.mp4: there is no such file.');
  expect(server.hits).toHaveLength(0);
});

test('a ReadStream of a file that is not there fails the call, not the process', async () => {
  const server = await accepting();
  const video = createReadStream('/no/such.mp4');
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video, audio: content }));
  expect(error).toMatchObject({ code: 'upload_unreadable' });
});

test.each([
  ['a web address', 'https://cdn.example.com/a.mp4', /lipsync.generate\(\)/],
  ['a number', 42, /give a path/],
  ['nothing', {}, /give a path/],
  ['a stream that was read before', Readable.from([]).destroy(), /it has ended already/],
  ['a web stream that is being read', lockedStream(), /being read elsewhere/],
  ['a file: URL of another host', new URL('file://host/x.mp4'), /host/],
])('%s is refused with what to give instead', async (_, video, says) => {
  const server = await accepting();
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video: video as never, audio: content }));
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect((error as Error).message).toMatch(says);
});

test('a file that shrinks while it is sent is an error, not a cut-off video', async () => {
  const server = await serve((_, response) => json(response, 200, receipt));
  const video = { source: () => Readable.from([Buffer.alloc(10)]), size: 20 };
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video, audio: content }));
  expect(error).toMatchObject({ code: 'upload_changed' });
  expect(server.hits).toHaveLength(0);
});

test('a stream that breaks is the error, and is not tried again', async () => {
  const server = await accepting();
  const video = new PassThrough();
  video.write('some');
  setTimeout(() => video.destroy(new Error('disk on fire')), 30);
  const error = await failure(clientOf(server).lipsync.generateWithMedia({ video, audio: content }));
  expect(error).toMatchObject({ name: 'UploadError', cause: { message: 'disk on fire' }, attempts: 1 });
});

test.each(['Node', 'web'])('a %s stream that stalls is closed when the call gives it up', async (kind) => {
  const server = await serveEarly((request) => request.resume());
  let isClosed = false;
  const close = () => {
    isClosed = true;
  };
  const stalled = () =>
    kind === 'web' ? new ReadableStream<Uint8Array>({ cancel: close }) : new PassThrough().on('close', close);
  const client = clientOf(server, { uploadTimeout: 100, maxRetries: 0 });
  const error = await failure(client.lipsync.generateWithMedia({ video: stalled, audio: content }));
  expect(error).toMatchObject({ name: 'APIConnectionTimeoutError', phase: 'upload' });
  await vi.waitFor(() => expect(isClosed).toBe(true));
});

test('a stream that was never read is closed when the call fails early', async () => {
  const server = await accepting();
  const video = new PassThrough();
  await failure(clientOf(server).lipsync.generateWithMedia({ video, audio: '/no/such.wav' }));
  expect(video.destroyed).toBe(true);
});

test('a stream is closed too when middleware answers in the place of the service', async () => {
  const video = new PassThrough();
  const middleware = [{ onRequest: () => Response.json({ status: 'success', request_id: 'cached' }) }];
  const client = clientOf({ url: 'http://service.invalid/api' }, { middleware });
  await client.lipsync.generateWithMedia({ video, audio: content });
  expect(video.destroyed).toBe(true);
});
