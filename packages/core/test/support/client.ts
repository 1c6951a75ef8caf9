import { expect } from 'vitest';
import { Chamelaion, type ClientOptions } from '../../src/index.js';

/** A client of a test's server. */
export const clientOf = (server: { url: string }, options: ClientOptions = {}): Chamelaion =>
  new Chamelaion({ baseURL: server.url, apiKey: 'test-key', ...options });

/** A JSON body for generate. */
export const urls = {
  inputs: [
    { type: 'video' as const, url: 'https://cdn.example.com/a.mp4' },
    { type: 'audio' as const, url: 'https://cdn.example.com/b.wav' },
  ],
};

/** What a promise rejects with. */
export async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail('it should have failed');
}
