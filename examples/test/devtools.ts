import { execFileSync, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './program.js';

/** Debian's Chromium, or `undefined` where there is none. */
export function findChromium(): string | undefined {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** A page in a headless browser. */
export interface BrowserPage {
  /** Evaluates an expression in the page; a promise is awaited. */
  evaluate(expression: string): Promise<unknown>;
}

/** Opens a URL in Chromium, which ends with the test. Speaks the DevTools protocol over a pipe. */
export async function openPage(chromium: string, url: string): Promise<BrowserPage> {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe'];
  const browser = spawn(chromium, [...flags, `--user-data-dir=${temporaryFolder()}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise((resolve) => browser.once('close', resolve));
  onTestFinished(async () => {
    browser.kill('SIGTERM');
    await closed;
  });
  const send = protocol(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
  const { targetId } = await send('Target.createTarget', { url });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  return {
    async evaluate(expression) {
      const settings = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', settings, String(sessionId));
      if (exceptionDetails) throw new TypeError(JSON.stringify(exceptionDetails));
      return (result as { value?: unknown }).value;
    },
  };
}

type Answer = Record<string, unknown>;

/** Messages are JSON, each ended by a zero byte. */
function protocol(input: Writable, output: Readable) {
  const waiting = new Map<number, (answer: Answer) => void>();
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result = {} } = JSON.parse(message) as { id?: number; result?: Answer };
      if (id !== undefined) waiting.get(id)?.(result);
    }
  });
  let last = 0;
  return (method: string, params: object, sessionId?: string): Promise<Answer> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      input.write(`${JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
}
