import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type CreateHandlersOptions, createHandlers, type MockApi } from '@chamelaion/msw';
import { getResponse } from 'msw';
import { onTestFinished } from 'vitest';

/** The mocked API behind a real HTTP server, for programs that run in processes of their own. */
export interface Service extends MockApi {
  /** Environment variables that point a program at it. */
  env: NodeJS.ProcessEnv;
}

/** Starts a service that ends with the test. Its outputs are served by it as well. */
export async function startService(options: CreateHandlersOptions = {}): Promise<Service> {
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.url?.startsWith('/output/')) return outgoing.end('a dubbed video');
    const response = await getResponse(api.handlers, toRequest(incoming, origin)).catch(() => undefined);
    outgoing.writeHead(response?.status ?? 500, Object.fromEntries(response?.headers ?? []));
    return outgoing.end(response ? await response.text() : 'no handler');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const output_url = `${origin}/output/video.mp4`;
  const jobs = options.jobs ?? [{ status: 'queued' }, { status: 'completed', output_url }];
  const api = createHandlers({ baseURL: `${origin}/api`, ...options, jobs });
  const env = { ...process.env, CHAMELAION_BASE_URL: `${origin}/api`, CHAMELAION_API_KEY: 'key-of-the-test' };
  return { ...api, env };
}

function toRequest(incoming: IncomingMessage, origin: string): Request {
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const hasBody = incoming.method !== 'GET';
  return new Request(new URL(incoming.url ?? '/', origin), {
    method: incoming.method ?? 'GET',
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array> as BodyInit, duplex: 'half' } : {}),
  });
}
