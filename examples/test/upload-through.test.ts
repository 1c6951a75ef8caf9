import { describe, expect, test } from 'vitest';
import { run } from './program.js';
import { startService } from './service.js';

const routes = [
  { framework: 'Express', file: 'upload-through/src/server.ts' },
  { framework: 'Next', file: 'test/route-host.ts' },
];

function form(...fields: [string, string][]): FormData {
  const body = new FormData();
  for (const [name, content] of fields) body.append(name, new Blob([content]), `42.${name}`);
  return body;
}

describe.each(routes)('the $framework route', ({ file }) => {
  async function startRoute(env: NodeJS.ProcessEnv): Promise<string> {
    const [, url] = await run(file, [], env).prints(/(http:\S+\/dub)/);
    return url!;
  }

  test('passes an upload on as it came', async () => {
    const service = await startService();
    const body = form(['video', 'pictures'.repeat(100_000)], ['audio', 'sounds']);
    const response = await fetch(await startRoute(service.env), { method: 'POST', body });
    expect(await response.json()).toEqual({ status: 'success', request_id: service.jobs.all()[0]!.id });
    const sent = service.requests[0]!.body as { video: Blob; audio: Blob };
    expect([sent.video.size, await sent.audio.text()]).toEqual([800_000, 'sounds']);
  });

  test('refuses an upload that lacks a file, and starts nothing', async () => {
    const service = await startService();
    const response = await fetch(await startRoute(service.env), { method: 'POST', body: form(['video', 'pictures']) });
    expect([response.status, await response.json()]).toEqual([400, { error: expect.stringContaining('audio') }]);
    expect(service.jobs.all()).toEqual([]);
  });

  test('refuses what is not a form', async () => {
    const service = await startService();
    const response = await fetch(await startRoute(service.env), { method: 'POST', body: 'pictures' });
    expect([response.status, await response.json()]).toEqual([400, { error: 'Send a multipart form.' }]);
  });

  test('gives an error of the API to the caller', async () => {
    const service = await startService();
    service.faults.inject({ kind: 'error', code: 'token_limit_reached' });
    const body = form(['video', 'pictures'], ['audio', 'sounds']);
    const response = await fetch(await startRoute(service.env), { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([502, { error: 'token limit reached' }]);
  });
});
