import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { serve } from './server.js';

/** Debian's Chromium, or the one that CHROMIUM_PATH names; `undefined` where there is none. */
export const chromium = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((file) => file && existsSync(file));

/** Bundles a program with the built client as a bundler for browsers does, and gives what the program's `result` is in Chromium. */
export async function inChromium(program: string): Promise<Record<string, unknown>> {
  const bundle = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser', target: 'es2022' },
  });
  const script = bundle.outputFiles[0]!.text;
  let finish: (result: Record<string, unknown>) => void = () => {};
  const result = new Promise<Record<string, unknown>>((resolve) => {
    finish = resolve;
  });
  const page = await serve((hit, response) => {
    if (hit.method === 'POST') finish(JSON.parse(hit.body.toString()));
    const isScript = hit.url === '/main.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/main.js"></script>');
  });
  const profile = await mkdtemp(path.join(tmpdir(), 'chamelaion-chromium-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`];
  const browser = spawn(chromium!, [...flags, `http://127.0.0.1:${page.port}/`], { stdio: 'ignore' });
  const closed = new Promise((resolve) => browser.once('close', resolve));
  try {
    return await result;
  } finally {
    browser.kill();
    await closed;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
