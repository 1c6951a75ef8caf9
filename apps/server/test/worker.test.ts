import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, seedDatabase } from './support/databases.js';
import { audioBytes, videoBytes } from './support/media.js';
import { engine, type ServerProcess, startProcess } from './support/process.js';

/** Serves a video, a voice, and what else a URL may lead to. */
function mediaHost(): Promise<Server> {
  const server = createServer(({ url }, response) => {
    if (url === '/video.mp4') return void response.end(videoBytes());
    if (url === '/audio.wav') return void response.end(audioBytes());
    if (url === '/page') return void response.end('<!doctype html><p>not found, but with 200</p>');
    if (url === '/large.mp4') return void response.end(videoBytes(3_000_000));
    if (url === '/away') return void response.writeHead(302, { location: '/video.mp4' }).end();
    if (url === '/inside') return void response.writeHead(302, { location: 'http://10.0.0.1/video.mp4' }).end();
    if (url === '/silent') return;
    response.writeHead(404).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe.concurrent('a worker', () => {
  let server: ServerProcess;
  let host: Server;
  let dataDir: string;
  let base: string;

  beforeAll(async () => {
    host = await mediaHost();
    base = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    dataDir = await makeDirectory();
    await seedDatabase(dataDir);
    server = await startProcess('serve', {
      CHAMELAION_DATA_DIR: dataDir,
      CHAMELAION_ENGINE_MODULE: engine('faulty'),
      CHAMELAION_MAX_ATTEMPTS: '2',
      CHAMELAION_RETRY_SECONDS: '0.1',
      CHAMELAION_JOB_SECONDS: '8',
      CHAMELAION_JOB_MEMORY_MB: '400',
      CHAMELAION_CONCURRENCY: '4',
      CHAMELAION_MAX_UPLOAD_BYTES: '1000000',
      ALLOW_PRIVATE_URLS: '127.0.0.1',
      S3_SECRET_ACCESS_KEY: 'a-secret-of-the-server',
    });
  });
  afterAll(async () => {
    await server.end('SIGKILL');
    host.closeAllConnections();
    host.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const outcome = async (fault: string) => server.caller.finished(await server.caller.submit({ fault }), 60_000);
  const fromUrls = async (video: string, audio: string) => {
    const inputs = [
      { type: 'video', url: video },
      { type: 'audio', url: audio },
    ];
    const headers = { 'content-type': 'application/json' };
    const response = await server.caller.post('/v1/lipsync/generate', { body: JSON.stringify({ inputs }), headers });
    const { request_id } = (await response.json()) as { request_id: string };
    return server.caller.finished(request_id);
  };

  test('gives the engine none of the server’s secrets', async ({ expect }) => {
    const request = await outcome('none');
    const environment = await fetch(request.output_url!).then((response) => response.text());
    expect(Object.keys(JSON.parse(environment))).toContain('PATH');
    expect(environment).not.toContain('a-secret-of-the-server');
    expect(environment).not.toContain('CHAMELAION');
  });

  test.each([
    ['exit', 'the lip sync engine crashed on this video: try again, or with another file'],
    ['abort', 'the lip sync engine crashed on this video: try again, or with another file'],
    ['lie', 'the lip sync engine crashed on this video: try again, or with another file'],
    ['throw', 'the lip sync engine failed on this video: try again, or with another file'],
    ['hang', 'processing took too long: try a shorter video'],
    ['memory', 'processing needed more memory than this server allows: try a shorter or smaller video'],
    ['no face', 'No face was found in the video: use other footage.'],
  ])('survives an engine that ends by "%s" and says so to the user', async (fault, message) => {
    expect(await outcome(fault)).toMatchObject({ status: 'failed', error_message: message });
    expect(await server.caller.get('/health')).toEqual({ status: 'ok' });
  });

  test('tries again after an engine failure, not after a fault of the media', async ({ expect }) => {
    await outcome('throw');
    await outcome('no face');
    const attempts = server.log().match(/"attempt":\d/g) ?? [];
    expect(attempts).toContain('"attempt":2');
    expect(server.log()).not.toContain('use other footage');
  });

  test.runIf(process.platform !== 'win32')('does not wait for what the engine left running', async ({ expect }) => {
    const id = await server.caller.submit({ fault: 'offspring' });
    expect(await server.caller.finished(id, 40_000)).toMatchObject({ status: 'completed' });
  });

  test('waits for a full disk without using up attempts', async ({ expect }) => {
    const log = join(dataDir, 'tries');
    const id = await server.caller.submit({ fault: 'full disk', log });
    expect(await server.caller.finished(id, 60_000)).toMatchObject({ status: 'completed' });
    expect(await readFile(log, 'utf8')).toBe('xxx');
  });

  test('fetches inputs by URL, through redirects', async ({ expect }) => {
    expect(await fromUrls(`${base}/away`, `${base}/audio.wav`)).toMatchObject({ status: 'completed' });
  });

  test.each([
    ['answers 404', '/nothing', 'video URL is not accessible'],
    ['never answers', '/silent', 'video URL is not accessible'],
    ['redirects to a private address', '/inside', 'video URL is not accessible'],
    ['gives a web page', '/page', 'video is not an MP4 file'],
    ['gives too much', '/large.mp4', 'video is too large'],
  ])('fails a job whose video URL %s', async (_what, path, message) => {
    const request = await fromUrls(base + path, `${base}/audio.wav`);
    expect(request).toMatchObject({ status: 'failed', error_message: message });
    const ms = Date.parse(request.finished_at!) - Date.parse(request.started_at!);
    expect(ms).toBeLessThan(10_000);
  });

  test.each([
    'http://localhost:1/x.mp4',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/x.mp4',
    'http://0x7f000002/x.mp4',
    'file:///etc/passwd',
    'ftp://127.0.0.1/x.mp4',
  ])('does not fetch %s', async (url) => {
    const request = await fromUrls(url, `${base}/audio.wav`);
    expect(request).toMatchObject({ status: 'failed', error_message: 'video URL is not accessible' });
  });
});
