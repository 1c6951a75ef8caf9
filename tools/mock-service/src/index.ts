import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type CreateHandlersOptions, createHandlers, type MockApi } from '@chamelaion/msw';
import { getResponse } from 'msw';

/** A file that the service answers with besides the API, for pages that call it. */
export interface ServedFile {
  type: string;
  body: string | Uint8Array;
}

/** The mocked API behind a real HTTP server. */
export interface MockService extends MockApi {
  /** Scheme, host and port. */
  origin: string;
  /** What a client takes as `baseURL`. */
  baseURL: string;
  close(): void;
}

/** What the output of every job is. */
export const outputText = 'a dubbed video';

/**
 * Starts the mocked API on a free port of 127.0.0.1. Jobs are queued at the first look and then completed, unless
 * `options.jobs` says otherwise; their outputs can be downloaded.
 *
 * @param files what is served besides, by path
 */
export async function startMockService(
  options: CreateHandlersOptions = {},
  files: Record<string, ServedFile> = {},
): Promise<MockService> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const file =
      incoming.url === '/output/video.mp4' ? { type: 'video/mp4', body: outputText } : files[incoming.url ?? ''];
    if (file) {
      outgoing.writeHead(200, { 'content-type': file.type }).end(file.body);
      return;
    }
    const response = await getResponse(api.handlers, toRequest(incoming, origin)).catch(() => undefined);
    outgoing.writeHead(response?.status ?? 500, Object.fromEntries(response?.headers ?? []));
    outgoing.end(await response?.text());
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const jobs = options.jobs ?? [
    { status: 'queued' },
    { status: 'completed', output_url: `${origin}/output/video.mp4` },
  ];
  const api = createHandlers({ baseURL: `${origin}/api`, ...options, jobs });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { ...api, origin, baseURL: `${origin}/api`, close };
}

function toRequest(incoming: IncomingMessage, origin: string): Request {
  const headers = new Headers(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]),
  );
  const hasBody = incoming.method !== 'GET';
  return new Request(new URL(incoming.url ?? '/', origin), {
    method: incoming.method ?? 'GET',
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array> as BodyInit, duplex: 'half' } : {}),
  });
}
