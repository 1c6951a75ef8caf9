import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { Caller } from '../src/caller.js';
import { configOf } from '../src/config.js';
import { platform } from '../src/platform/browser.js';
import { Resources } from '../src/resources.gen.js';
import { failure, urls } from './support/client.js';
import { json, serve } from './support/server.js';
import { service } from './support/service.js';

/** A client as the browser build makes it, with Node's fetch beneath. */
const browserClient = (url: string): Resources =>
  new Resources(new Caller(configOf({ baseURL: url, apiKey: 'k' }, platform), platform));

const built = (file: string): string => readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8');

test('neither build contains the other’s code', () => {
  expect(built('index.js')).not.toMatch(/node:|undici|createReadStream/);
  expect(built('index.cjs')).not.toMatch(/node:|undici/);
  expect(built('node.js')).not.toMatch(/XMLHttpRequest/);
  expect(built('node.cjs')).not.toMatch(/XMLHttpRequest/);
});

test('only documented headers are sent from a browser', async () => {
  const server = await service([{ accept: false, answer: 503, headers: { 'retry-after-ms': '1' } }]);
  await browserClient(server.url).lipsync.generate(urls);
  const own = [
    'host',
    'connection',
    'accept-language',
    'sec-fetch-mode',
    'accept-encoding',
    'content-length',
    'user-agent',
  ];
  for (const { headers } of server.generates) {
    expect(
      Object.keys(headers)
        .filter((name) => !own.includes(name))
        .sort(),
    ).toEqual(['accept', 'content-type', 'x-api-key']);
    expect(headers['user-agent']).toBe('node');
  }
  expect(server.generates).toHaveLength(2);
});

test('a paid call that may have been accepted is looked up from a browser too', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const { request_id } = await browserClient(server.url).lipsync.generate(urls);
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
});

test('a form of Blobs, bytes, Responses and streams arrives whole', async () => {
  const server = await serve((_, response) => json(response, 200, { status: 'success', request_id: 'x' }));
  const { lipsync } = browserClient(server.url);
  const video = new Blob(['vvv'], { type: 'video/mp4' });
  for (const audio of [
    new Blob(['aaa']),
    new TextEncoder().encode('aaa'),
    new Response('aaa'),
    new Blob(['aaa']).stream(),
    () => new Blob(['aaa']).stream(),
  ]) {
    await lipsync.generateWithMedia({ video, audio: { source: audio, filename: 'v.wav', contentType: 'audio/wav' } });
    const { body, headers } = server.hits.at(-1)!;
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type']! },
    }).formData();
    expect(await (form.get('audio') as File).text()).toBe('aaa');
    expect(form.get('audio')).toMatchObject({ name: 'v.wav', type: 'audio/wav' });
    expect(form.get('video')).toMatchObject({ type: 'video/mp4' });
  }
});

test('a Response that was read before, and a stream that breaks, are upload errors', async () => {
  const used = new Response('v');
  await used.text();
  const breaking = new ReadableStream<Uint8Array>({ pull: (sink) => sink.error(new Error('disk on fire')) });
  const { lipsync } = browserClient('http://127.0.0.1:1');
  for (const video of [used, breaking]) {
    const error = await failure(lipsync.generateWithMedia({ video, audio: new Blob(['a']) }));
    expect(error).toMatchObject({ name: 'UploadError', cause: expect.any(Error) });
  }
});

test('a path cannot be uploaded from a browser, and the error says what can', async () => {
  const error = await failure(
    browserClient('http://127.0.0.1:1').lipsync.generateWithMedia({ video: '/a.mp4', audio: '/b.wav' }),
  );
  expect(error).toMatchObject({ code: 'not_uploadable', message: expect.stringContaining('give a File, Blob') });
});

test('a redirect that fetch shows is refused', async () => {
  const other = await serve((_, response) => json(response, 200, {}));
  const server = await serve((_, response) => response.writeHead(302, { location: other.url }).end());
  expect(await failure(browserClient(server.url).users.getCurrent())).toMatchObject({ code: 'redirect_refused' });
  expect(other.hits).toHaveLength(0);
});

test('a key in a page is warned of before it is used', async () => {
  vi.stubGlobal('document', {});
  vi.resetModules();
  vi.doMock('../src/platform/current.js', () => import('../src/platform/browser.js'));
  const { Chamelaion } = await import('../src/chamelaion.js');
  const warn = vi.fn();
  const logger = { error: warn, warn, info: warn, debug: warn };
  new Chamelaion({ apiKey: 'a-public-key', logger, logLevel: 'warn' });
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('can read the API key'));
  vi.doUnmock('../src/platform/current.js');
  vi.unstubAllGlobals();
});
