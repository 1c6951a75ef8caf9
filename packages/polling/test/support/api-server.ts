import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LipsyncRequest } from '@chamelaion/contract';

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void | Promise<void>;

/** A real HTTP server on a free port; counts what it is asked. */
export interface ApiServer {
  url: string;
  requests: IncomingMessage[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function serve(handler: Handler): Promise<ApiServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    void handler(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, close, [Symbol.asyncDispose]: close };
}

export function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const ID = '7f1c2a52-9a55-4b7e-8f0d-3c1f5d2f9a10';

export function job(status: string, extra: Partial<LipsyncRequest> = {}): LipsyncRequest {
  const output = status === 'completed' ? { output_url: 'https://storage.example.com/out.mp4' } : {};
  return { id: ID, status, created_at: '2026-01-01T00:00:00Z', ...output, ...extra };
}
