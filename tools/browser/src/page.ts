import { writeFile } from 'node:fs/promises';
import { startChromium } from './chromium.js';
import { connect } from './devtools.js';

/** A page in a browser of its own. */
export interface BrowserPage {
  /** Opens a URL and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** The value of an expression in the page, awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true in the page. Default: a minute at most. */
  until(expression: string, timeoutMs?: number): Promise<void>;
  /** Chooses files as a person does in the dialog of a file field. */
  choose(selector: string, ...files: string[]): Promise<void>;
  setView(view: { width: number; height: number; dark?: boolean }): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Uncaught errors, and what the page was kept from loading. */
  problems: string[];
  /** Ends the browser. */
  close(): Promise<void>;
}

/**
 * Starts Chromium with one empty page.
 *
 * @example
 * ```ts
 * const page = await openBrowser();
 * await page.open('http://127.0.0.1:8787/');
 * ```
 */
export async function openBrowser(): Promise<BrowserPage> {
  const { socketUrl, stop } = await startChromium();
  const problems: string[] = [];
  const send = await connect(socketUrl, ({ exceptionDetails, entry }) => {
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
    close: stop,
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
