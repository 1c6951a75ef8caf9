import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { json, reset, serve } from './support/server.js';

const abortSoon = `const abort = new AbortController(); setTimeout(() => abort.abort(), 50); const { signal } = abort;`;
const fails = `.then(() => { throw new Error('it should have failed') }, () => {})`;
const outcomes = {
  'a success': `await client.users.getCurrent()`,
  'an error': `await client.get('/404')${fails}`,
  'a timeout': `await client.get('/never', { timeout: 50, maxRetries: 0 })${fails}`,
  'a stalled body': `await client.get('/stall', { timeout: 50, maxRetries: 0 })${fails}`,
  'a reset': `await client.get('/reset', { maxRetries: 0 })${fails}`,
  'an abort': `${abortSoon} await client.get('/never', { signal })${fails}`,
  'an abort in the back-off': `${abortSoon} await client.get('/busy', { signal })${fails}`,
  'a stalled upload': `await client.lipsync.generateWithMedia(
    { video: () => new ReadableStream(), audio: process.execPath }, { uploadTimeout: 50, maxRetries: 0 })${fails}`,
};

test('after any outcome nothing of ours is left that keeps the process alive', async () => {
  const server = await serve((hit, response, request) => {
    if (hit.url.endsWith('/404')) return json(response, 404, { error: 'route not found' });
    if (hit.url.endsWith('/stall')) return response.writeHead(200).write('{');
    if (hit.url.endsWith('/reset')) return reset(request);
    if (hit.url.endsWith('/busy')) return json(response, 503, {}, { 'retry-after': '60' });
    if (hit.url.endsWith('/never')) return undefined;
    return json(response, 200, { name: 'n' });
  });
  const entry = fileURLToPath(new URL('../dist/node.js', import.meta.url));
  const program = `
    import Chamelaion from ${JSON.stringify(entry)};
    const client = new Chamelaion({ baseURL: ${JSON.stringify(server.url)}, apiKey: 'k' });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    await client.users.getCurrent();
    ${Object.entries(outcomes)
      .map(
        ([name, code]) => `
    { ${code}; await turn(); await turn();
      console.log(${JSON.stringify(name)}, process.getActiveResourcesInfo().filter((kind) => /Timeout|FS|File/.test(kind)).length); }`,
      )
      .join('')}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [code] = await once(child, 'close');
  clearTimeout(killer);
  expect(output.trim().split('\n')).toEqual(Object.keys(outcomes).map((name) => `${name} 0`));
  expect(code, 'the program must end by itself').toBe(0);
});
