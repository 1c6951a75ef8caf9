import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { APIConnectionTimeoutError, APIUserAbortError, InternalServerError } from '../src/index.js';
import { clientOf, failure } from './support/client.js';
import { json, reset, serve, serveEarly } from './support/server.js';

test('connecting has a time limit of its own', async () => {
  // It accepts the connection and never answers the TLS greeting.
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const url = `https://127.0.0.1:${(silent.address() as { port: number }).port}`;
  const error = await failure(clientOf({ url }, { connectTimeout: 300, maxRetries: 0 }).health.check());
  expect(error).toBeInstanceOf(APIConnectionTimeoutError);
  expect(error).toMatchObject({ phase: 'connect', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } });
});

test('an answer that does not begin', async () => {
  const server = await serve(() => {});
  const error = await failure(clientOf(server, { timeout: 80, maxRetries: 1 }).health.check());
  expect(error).toBeInstanceOf(APIConnectionTimeoutError);
  expect(error).toMatchObject({ phase: 'answer', attempts: 2, code: 'connection_timeout', isRetryable: true });
});

test('an answer that begins and stalls', async () => {
  const server = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  );
  const error = await failure(clientOf(server, { timeout: 800, maxRetries: 0 }).health.check());
  expect(error).toMatchObject({ name: 'APIConnectionTimeoutError', phase: 'body' });
});

test('an answer that drips for ever', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  const error = await failure(clientOf(server, { timeout: 1000, maxRetries: 0 }).health.check());
  expect(error).toMatchObject({ name: 'APIConnectionTimeoutError', phase: 'body' });
});

test('a pause within the body can be limited apart', async () => {
  const server = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  );
  const error = await failure(clientOf(server, { bodyTimeout: 60, maxRetries: 0 }).health.check());
  expect(error).toMatchObject({ phase: 'body', message: expect.stringContaining('60 ms') });
});

test('answerTimeout lets an answer come later than timeout', async () => {
  const server = await serve((_, response) => setTimeout(() => json(response, 200, { status: 'ok' }), 900));
  const client = clientOf(server, { timeout: 600, answerTimeout: 20_000, maxRetries: 0 });
  expect(await client.health.check()).toEqual({ status: 'ok' });
});

test('an upload that makes no progress', async () => {
  const server = await serveEarly((request) => request.pause());
  const video = { source: () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) }), size: 1000 };
  const error = await failure(
    clientOf(server, { uploadTimeout: 100, maxRetries: 0 }).lipsync.generateWithMedia({
      video,
      audio: Buffer.from('a'),
    }),
  );
  expect(error).toMatchObject({ name: 'APIConnectionTimeoutError', phase: 'upload' });
});

test('an upload that goes on may take longer than every limit', async () => {
  const server = await serve((_, response) => json(response, 200, { status: 'success', request_id: 'x' }));
  const slow = async function* () {
    for (let at = 0; at < 12; at++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      yield Buffer.alloc(10);
    }
  };
  const client = clientOf(server, { timeout: 650, uploadTimeout: 650, maxRetries: 0 });
  const { request_id } = await client.lipsync.generateWithMedia({
    video: { source: () => Readable.from(slow()), size: 120 },
    audio: Buffer.from('a'),
  });
  expect(request_id).toBe('x');
});

test('a body that the caller reads is watched for pauses, and not in total', async () => {
  const server = await serve(async (_, response) => {
    response.writeHead(200);
    for (let at = 0; at < 12; at++) {
      response.write('x');
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    if (server.hits.length === 1) response.end();
  });
  const client = clientOf(server, { timeout: 650 });
  expect(await (await client.get('/v1/file').asResponse()).text()).toBe('x'.repeat(12));
  const stalled = await client.get('/v1/file').asResponse();
  expect(await failure(stalled.text())).toMatchObject({ name: 'APIConnectionTimeoutError', phase: 'body' });
});

test('a body that ignores its signal stalls no reader', async () => {
  const fetch = async () => new Response(new ReadableStream());
  const client = clientOf({ url: 'http://service.invalid/api' }, { fetch, timeout: 50 });
  const response = await client.get('/v1/file').asResponse();
  expect(await failure(response.text())).toMatchObject({ name: 'APIConnectionTimeoutError', phase: 'body' });
});

test('a truncated answer is tried again', async () => {
  const server = await serve((_, response, request) => {
    if (server.hits.length > 1) return json(response, 200, { status: 'ok' });
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"status"', () => reset(request));
  });
  expect(await clientOf(server).health.check()).toEqual({ status: 'ok' });
});

test('an abort while waiting for an answer rejects with the signal’s reason', async () => {
  const abort = new AbortController();
  const server = await serve(() => abort.abort('enough'));
  const error = await failure(clientOf(server).health.check({ signal: abort.signal }));
  expect(error).toBeInstanceOf(APIUserAbortError);
  expect(error).toMatchObject({ cause: 'enough', isRetryable: false });
});

test('a signal that was aborted before sends nothing', async () => {
  const server = await serve((_, response) => json(response, 200, {}));
  expect(await failure(clientOf(server).health.check({ signal: AbortSignal.abort() }))).toBeInstanceOf(
    APIUserAbortError,
  );
  expect(server.hits).toHaveLength(0);
});

test('an abort during the back-off rejects at once', async () => {
  const server = await serve((_, response) => json(response, 503, {}, { 'retry-after': '50' }));
  const abort = new AbortController();
  const call = failure(clientOf(server).health.check({ signal: abort.signal }));
  setTimeout(() => abort.abort(), 100);
  expect(await call).toBeInstanceOf(APIUserAbortError);
  expect(server.hits).toHaveLength(1);
});

test('the signal is left without listeners of ours', async () => {
  const server = await serve((_, response) =>
    json(response, 500, { error: 'internal error' }, { 'retry-after-ms': '1' }),
  );
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  expect(await failure(clientOf(server).health.check({ signal }))).toBeInstanceOf(InternalServerError);
  expect(added.mock.calls.length).toBeGreaterThan(0);
  expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
});
