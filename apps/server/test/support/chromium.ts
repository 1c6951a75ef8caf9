import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';
import { onTestFinished } from 'vitest';
import { makeDirectory } from './databases.js';

/** Debian's Chromium, or the one that CHROMIUM_PATH names; `undefined` where there is none. */
export const chromium = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((file) => file && existsSync(file));

/** A page in Chromium, by the DevTools protocol. */
export interface BrowserPage {
  open(url: string): Promise<void>;
  /** The value of an expression in the page, awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true in the page. */
  until(expression: string, timeoutMs?: number): Promise<void>;
  /** Chooses files as a person does in the dialog of a file field. */
  choose(selector: string, ...files: string[]): Promise<void>;
  setView(view: { width: number; height: number; dark?: boolean }): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Uncaught errors, and what the page was kept from loading. */
  problems: string[];
}

interface EventParams {
  exceptionDetails?: { exception?: { description?: string } };
  entry?: { level: string; text: string };
}
type Send = (method: string, params?: object) => Promise<Record<string, never>>;

/** Starts Chromium for the length of a test. */
export async function startBrowser(): Promise<BrowserPage> {
  const profile = await makeDirectory();
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--mute-audio', '--remote-debugging-port=0'];
  const child = spawn(chromium!, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill();
    await closed;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const port = await new Promise<string>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, found] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Record<string, string>[];
  const target = targets.find(({ type }) => type === 'page')!;
  return pageOn(new WebSocket(target['webSocketDebuggerUrl']!));
}

async function pageOn(socket: WebSocket): Promise<BrowserPage> {
  const problems: string[] = [];
  const send = await connect(socket, ({ exceptionDetails, entry }) => {
    if (exceptionDetails) problems.push(exceptionDetails.exception?.description ?? 'an exception');
    if (entry?.level === 'error') problems.push(entry.text);
  });
  for (const domain of ['Page', 'Runtime', 'DOM', 'Log']) await send(`${domain}.enable`);

  const evaluate = async <T>(expression: string): Promise<T> => {
    const answer = await send('Runtime.evaluate', {
      ...{ expression, awaitPromise: true, returnByValue: true, userGesture: true },
    });
    const { result, exceptionDetails } = answer as { result?: { value: T }; exceptionDetails?: object };
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return result!.value;
  };
  const until = async (expression: string, timeoutMs = 60_000) => {
    const end = Date.now() + timeoutMs;
    while (!(await evaluate<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > end) throw new Error(`${expression} did not come true; problems: ${problems.join('; ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    problems,
    evaluate,
    until,
    async open(url) {
      await send('Page.navigate', { url });
      await until(`location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`);
    },
    async choose(selector, ...files) {
      const { root } = (await send('DOM.getDocument')) as unknown as { root: { nodeId: number } };
      const { nodeId } = await send('DOM.querySelector', { nodeId: root.nodeId, selector });
      await send('DOM.setFileInputFiles', { nodeId, files });
    },
    async setView({ width, height, dark = false }) {
      await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
      const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
      await send('Emulation.setEmulatedMedia', { features });
    },
    async screenshot(path) {
      const { data } = await send('Page.captureScreenshot');
      await writeFile(path, Buffer.from(data!, 'base64'));
    },
  };
}

/** Opens the socket; gives what sends a command and waits for its answer. */
async function connect(socket: WebSocket, onEvent: (params: EventParams) => void): Promise<Send> {
  const waiting = new Map<number, (answer: { result?: never; error?: { message: string } }) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, params, ...answer } = JSON.parse(String(data));
    if (id === undefined) return onEvent(params as EventParams);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result!)));
      socket.send(JSON.stringify({ id, method, params }));
    });
}
