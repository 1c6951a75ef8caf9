import { expect, test } from 'vitest';
import { run } from './program.js';
import { startService } from './service.js';

async function startPage(env: NodeJS.ProcessEnv): Promise<string> {
  const [, url] = await run('browser-page/src/server.ts', [], env).prints(/(http:\S+)\//);
  return url!;
}

test('the page and every module that it imports are served', async () => {
  const url = await startPage((await startService()).env);
  const html = await (await fetch(`${url}/`)).text();
  const { imports } = JSON.parse(/<script type="importmap">(.*?)<\/script>/s.exec(html)![1]!) as {
    imports: Record<string, string>;
  };
  const pending = Object.values(imports);
  const seen = new Set<string>();
  for (let module = pending.pop(); module; module = pending.pop()) {
    if (seen.has(module)) continue;
    seen.add(module);
    const response = await fetch(url + module);
    expect(response.status, module).toBe(200);
    for (const [, specifier] of (await response.text()).matchAll(/^(?:import|export)[^'"]*?from ?['"]([^'"]+)['"]/gm)) {
      const target =
        imports[specifier!] ?? (specifier!.startsWith('.') ? new URL(specifier!, url + module).pathname : '');
      expect(target, `${module} imports ${specifier}`).not.toBe('');
      pending.push(target);
    }
  }
});

test('calls are passed on with the key of the server', async () => {
  const service = await startService();
  const { id } = service.jobs.add({ reference_id: 'mine' });
  const response = await fetch(`${await startPage(service.env)}/api/v1/lipsync/requests/mine`);
  expect(await response.json()).toMatchObject({ id });
  expect(service.requests[0]!.headers.get('x-api-key')).toBe('key-of-the-test');
});

test('calls that the page does not need are not passed on', async () => {
  const service = await startService();
  const url = await startPage(service.env);
  expect((await fetch(`${url}/api/v1/lipsync/requests`)).status).toBe(404);
  expect((await fetch(`${url}/api/v1/users/me`)).status).toBe(404);
  expect(service.requests).toEqual([]);
});
