import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from './command.js';

/** Debian's Chromium, or an empty text where there is none. */
export const chromium = (await run('which', ['chromium'])).stdout.trim();

/** What every headless run needs. */
export const headless = ['--headless', '--no-sandbox', '--disable-gpu'];

/**
 * Serves files, opens `/` in Chromium and waits for what the page posts to `/result`.
 *
 * @param files text by path; a script's path ends in `.js`
 */
export async function resultOfPage(files: Record<string, string>): Promise<unknown> {
  let done: (result: unknown) => void = () => undefined;
  const result = new Promise<unknown>((resolve) => {
    done = resolve;
  });
  const server = createServer(async (request, response) => {
    const { url = '/' } = request;
    if (url === '/result') done(JSON.parse(await text(request)));
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(files[url] === undefined ? 404 : 200, { 'content-type': type }).end(files[url]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const profile = mkdtempSync(path.join(tmpdir(), 'chamelaion-browser-'));
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = spawn(chromium, [...headless, `--user-data-dir=${profile}`, page], { stdio: 'ignore' });
  const closed = new Promise((resolve) => browser.once('close', resolve));
  try {
    return await result;
  } finally {
    browser.kill('SIGTERM');
    await closed;
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
