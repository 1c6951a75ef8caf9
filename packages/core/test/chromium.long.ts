import type http from 'node:http';
import { chromium } from '@chamelaion/browser';
import { expect, test } from 'vitest';
import { inChromium } from './support/chromium.js';
import { type Hit, json, serve } from './support/server.js';

if (!chromium)
  console.log('The browser build is not tried in a browser: neither /usr/bin/chromium nor CHROMIUM_PATH is there.');

/** Answers preflights as a service does that knows the documented headers alone. */
function allow(hit: Hit, response: http.ServerResponse): boolean {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', 'authorization, x-api-key, content-type');
  response.setHeader('access-control-allow-methods', 'GET, POST');
  if (hit.method === 'OPTIONS') response.writeHead(204).end();
  return hit.method === 'OPTIONS';
}

test.skipIf(!chromium)('the browser build uploads with progress, and keeps the key at home', async () => {
  const elsewhere = await serve((hit, response) => {
    if (!allow(hit, response)) json(response, 200, { status: 'success', request_id: 'stolen' });
  });
  const service = await serve((hit, response) => {
    if (allow(hit, response)) return;
    if (hit.url.startsWith('/never')) return;
    if (hit.url.startsWith('/moved')) return response.writeHead(307, { location: `${elsewhere.url}/x` }).end();
    if (hit.url.startsWith('/refuse')) return json(response, 412, { error: 'token limit reached' });
    return json(response, 200, { status: 'success', request_id: 'id', name: 'n' });
  });
  const result = await inChromium(`
    import Chamelaion from 'chamelaion';
    const warnings = [];
    const logger = { warn: (line) => warnings.push(line), error() {}, info() {}, debug() {} };
    const at = (path) => new Chamelaion({ baseURL: 'http://127.0.0.1:${service.port}' + path, apiKey: 'page-key', maxRetries: 0, timeout: 1500, logger });
    const failure = (promise) => promise.then(() => 'no failure', ({ name, code, status, phase }) => ({ name, code, status, phase }));
    const video = new File([new Uint8Array(3_000_000)], 'talk.mp4', { type: 'video/mp4' });
    const upload = (path, options) => at(path).lipsync.generateWithMedia({ video, audio: new Uint8Array(10) }, options);
    const result = {};
    try {
      const progress = [];
      result.data = await upload('/api', { onUploadProgress: (event) => progress.push(event) });
      result.progress = progress.at(-1);
      result.user = await at('/api').users.getCurrent();
      result.refused = await failure(upload('/refuse'));
      result.moved = await failure(upload('/moved'));
      result.movedGet = await failure(at('/moved').users.getCurrent());
      result.timeout = await failure(upload('/never'));
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 200);
      result.abort = await failure(upload('/never', { signal: abort.signal }));
      result.warnings = warnings;
    } catch (error) {
      result.error = String(error);
    }
  `);
  expect(result['error']).toBeUndefined();
  expect(result['data']).toEqual({ status: 'success', request_id: 'id', name: 'n' });
  const { sentBytes, totalBytes } = result['progress'] as { sentBytes: number; totalBytes: number };
  expect(sentBytes).toBe(totalBytes);
  expect(sentBytes).toBeGreaterThan(3_000_000);
  expect(result['user']).toMatchObject({ name: 'n' });
  expect(result['refused']).toMatchObject({ name: 'TokenLimitError', status: 412 });
  expect(result['moved']).toMatchObject({ code: 'redirect_refused' });
  expect(result['movedGet']).toMatchObject({ code: 'redirect_refused' });
  expect(result['abort']).toMatchObject({ name: 'APIUserAbortError' });
  expect((result['warnings'] as string[])[0]).toContain('can read the API key');
  for (const { headers } of elsewhere.hits) expect(JSON.stringify(headers)).not.toContain('page-key');
});
