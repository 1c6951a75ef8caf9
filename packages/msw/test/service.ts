import type { LipsyncRequest } from '@chamelaion/contract';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll } from 'vitest';
import { type CreateHandlersOptions, createHandlers } from '../src/index.js';

export const baseURL = 'https://api.chamelaion.com/api';

const server = setupServer();

/** Installs Mock Service Worker for the file that calls it, without any handlers. */
export function interceptRequests(): void {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
}

/** A fresh mocked service in place of the one before. */
export function mockApi(options: CreateHandlersOptions = {}) {
  const api = createHandlers(options);
  server.resetHandlers(...api.handlers);
  return api;
}

/** Starts a job as any HTTP client would and gives its id. */
export async function start(body: object = {}, headers: Record<string, string> = {}): Promise<string> {
  const response = await post(body, headers);
  return ((await response.json()) as { request_id: string }).request_id;
}

export function post(body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
  const inputs = [
    { type: 'video', url: 'https://cdn.example.com/42.mp4' },
    { type: 'audio', url: 'https://cdn.example.com/42.wav' },
  ];
  return fetch(`${baseURL}/v1/lipsync/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'key', ...headers },
    body: JSON.stringify({ inputs, ...body }),
  });
}

export async function retrieve(id: string): Promise<LipsyncRequest> {
  const response = await fetch(`${baseURL}/v1/lipsync/requests/${id}`, { headers: { 'x-api-key': 'key' } });
  return (await response.json()) as LipsyncRequest;
}
