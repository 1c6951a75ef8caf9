import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as it arrived. */
export interface Hit {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export interface TestServer {
  /** The base URL, `/api` included. */
  url: string;
  port: number;
  hits: Hit[];
}

type Handler = (hit: Hit, response: http.ServerResponse, request: http.IncomingMessage) => unknown;

/** A real HTTP server for one test; the handler is called once the request has arrived whole. */
export async function serve(handler: Handler): Promise<TestServer> {
  return serveEarly(async (request, response, hits) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const hit = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    hits.push(hit);
    await handler(hit, response, request);
  });
}

/** A real HTTP server whose handler is called when the headers have arrived. */
export async function serveEarly(
  handler: (request: http.IncomingMessage, response: http.ServerResponse, hits: Hit[]) => unknown,
): Promise<TestServer> {
  const hits: Hit[] = [];
  const server = http.createServer((request, response) => {
    Promise.resolve(handler(request, response, hits)).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api`, port, hits };
}

export const json = (response: http.ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** Cuts the connection with a reset, as a crashing server or a middlebox does. */
export const reset = (request: http.IncomingMessage): void => {
  request.socket.resetAndDestroy();
};
