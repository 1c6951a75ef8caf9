import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Chamelaion from 'chamelaion';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sync, waitForCompletion, waitForMany } from '../src/node.js';
import { answer, type Handler, ID, job, serve } from './support/api-server.js';
import { makeFile, serveFile } from './support/storage-server.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const START = Date.parse('2026-01-01T00:00:00Z');
const connect = (url: string) => new Chamelaion({ apiKey: 'a-secret-key', baseURL: url });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polling-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('with the chamelaion client', () => {
  it('reads the clock of the server from its answers', async () => {
    const date = new Date(START + 100_000).toUTCString();
    await using server = await serve((_, response, count) =>
      answer(response, 200, job(count < 2 ? 'processing' : 'completed'), { date }),
    );
    const runtime = virtualRuntime({ wallSkewMs: 1e9 });
    await waitForCompletion(connect(server.url), ID, { runtime });
    expect(runtime.sleeps).toEqual([10_050]);
  });

  it('makes one request a poll: the client does not retry on its own', async () => {
    await using server = await serve((_, response, count) =>
      count < 4 ? answer(response, 503, { error: 'service unavailable' }) : answer(response, 200, job('completed')),
    );
    const runtime = virtualRuntime();
    await waitForCompletion(connect(server.url), ID, { runtime });
    expect(server.requests).toHaveLength(runtime.sleeps.length + 1);
  });

  it('fails at once with the error of the client when the key is refused', async () => {
    await using server = await serve((_, response) => answer(response, 401, { error: 'invalid token' }));
    const waiting = waitForCompletion(connect(server.url), ID);
    await expect(waiting).rejects.toMatchObject({ name: 'AuthenticationError', message: 'invalid token' });
  });

  it('comes through resets and a server that went away', async () => {
    await using server = await serve((request, response, count) =>
      count < 3 ? void request.socket.destroy() : answer(response, 200, job('completed')),
    );
    await waitForCompletion(connect(server.url), ID, { runtime: virtualRuntime() });
    expect(server.requests).toHaveLength(3);
  });

  it('comes through the page of a proxy in place of an answer', async () => {
    await using server = await serve((_, response, count) =>
      count < 3 ? void response.end('<html>Please log in</html>') : answer(response, 200, job('completed')),
    );
    await waitForCompletion(connect(server.url), ID, { runtime: virtualRuntime() });
    expect(server.requests).toHaveLength(3);
  });

  it('reads pages of the list for many jobs', async () => {
    await using server = await serve((_, response) =>
      answer(response, 200, {
        data: [job('completed', { id: 'a' }), job('completed', { id: 'b' })],
        pagination: { limit: 100, offset: 0, total: 2 },
      }),
    );
    const outcomes = await waitForMany(connect(server.url), ['a', 'b']).all();
    expect([outcomes.map(({ ok }) => ok), server.requests.map(({ url }) => url)]).toEqual([
      [true, true],
      ['/v1/lipsync/requests?limit=100&offset=0'],
    ]);
  });
});

describe('sync', () => {
  const service = (outputUrl: string): { handler: Handler; bodies: Buffer[] } => {
    const bodies: Buffer[] = [];
    const handler: Handler = async (request, response, count) => {
      if (request.method === 'GET') {
        return answer(response, 200, count < 3 ? job('processing') : job('completed', { output_url: outputUrl }));
      }
      bodies.push(await bodyOf(request));
      answer(response, 200, { status: 'success', request_id: ID });
    };
    return { handler, bodies };
  };

  it('submits two URLs, waits and writes the video; the storage host never sees the key', async () => {
    await using storage = await serveFile(makeFile(100_000));
    const { handler, bodies } = service(storage.url);
    await using server = await serve(handler);
    const output = join(folder, 'out.mp4');
    const submitted: string[] = [];
    const request = await sync(connect(server.url), {
      video: 'https://cdn.example.com/42.mp4',
      audio: new URL('https://cdn.example.com/42.wav'),
      reference_id: 'episode-42',
      output,
      runtime: virtualRuntime(),
      onSubmit: ({ request_id }) => submitted.push(request_id),
    });
    expect(JSON.parse(String(bodies[0]))).toEqual({
      inputs: [
        { type: 'video', url: 'https://cdn.example.com/42.mp4' },
        { type: 'audio', url: 'https://cdn.example.com/42.wav' },
      ],
      reference_id: 'episode-42',
    });
    expect([request.id, submitted]).toEqual([ID, [ID]]);
    expect(storage.file.equals(await readFile(output))).toBe(true);
    expect(JSON.stringify(storage.requests[0]?.headers)).not.toContain('a-secret-key');
  });

  it('uploads two files by their paths', async () => {
    await using storage = await serveFile(makeFile(1_000));
    const { handler, bodies } = service(storage.url);
    await using server = await serve(handler);
    await writeFile(join(folder, 'talk.mp4'), 'the video');
    await writeFile(join(folder, 'voice.wav'), 'the voice');
    const sent: number[] = [];
    await sync(connect(server.url), {
      video: join(folder, 'talk.mp4'),
      audio: join(folder, 'voice.wav'),
      runtime: virtualRuntime(),
      onUploadProgress: ({ sentBytes }) => sent.push(sentBytes),
    });
    expect(String(bodies[0])).toMatch(/name="video".*the video.*name="audio".*the voice/s);
    expect(sent.at(-1)).toBe(bodies[0]?.length);
  });

  it.each([
    [
      'a folder that does not exist',
      () => join(folder, 'no', 'out.mp4'),
      /^there is no folder \S+no to write out\.mp4 to$/,
    ],
    ['a folder in place of a file', () => folder, /is a folder: name a file in it$/],
  ])('finds %s out before anything is paid for', async (_, output, message) => {
    const { handler } = service('');
    await using server = await serve(handler);
    const params = { video: 'https://cdn.example.com/a.mp4', audio: 'https://cdn.example.com/a.wav', output: output() };
    await expect(sync(connect(server.url), params)).rejects.toMatchObject({
      code: 'download_not_writable',
      message: expect.stringMatching(message),
    });
    expect([server.requests, await readdir(folder)]).toEqual([[], []]);
  });

  it('refuses a URL beside a file and says which is which', async () => {
    const params = { video: 'https://cdn.example.com/a.mp4', audio: 'voice.wav' };
    await expect(sync(connect('http://127.0.0.1:1'), params)).rejects.toThrow(
      '`video` is a URL and `audio` is a file: pass two URLs or two files',
    );
  });
});

describe('the two builds', () => {
  it('offer the same names', async () => {
    const [browser, node] = await Promise.all([import('../src/index.js'), import('../src/node.js')]);
    expect(Object.keys(node).sort()).toEqual(Object.keys(browser).sort());
  });
});
