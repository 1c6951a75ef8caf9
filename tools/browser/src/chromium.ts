import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Debian's Chromium, or the one that CHROMIUM_PATH names; `undefined` where there is none. */
export const chromium = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((file) => file && existsSync(file));

/** A running Chromium with one empty page. */
export interface Running {
  /** Where the page is controlled from (DevTools protocol). */
  socketUrl: string;
  /** Ends it, and deletes its profile. */
  stop(): Promise<void>;
}

/** Starts Chromium without a window, in a profile of its own. */
export async function startChromium(): Promise<Running> {
  if (!chromium) throw new TypeError('Neither /usr/bin/chromium nor CHROMIUM_PATH is there.');
  const profile = mkdtempSync(path.join(tmpdir(), 'chamelaion-browser-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--mute-audio', '--remote-debugging-port=0'];
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const port = await new Promise<string>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, found] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Record<string, string>[];
  return {
    socketUrl: targets.find(({ type }) => type === 'page')!['webSocketDebuggerUrl']!,
    async stop() {
      child.kill();
      await closed;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
