import { chromium, openBrowser } from '@chamelaion/browser';
import { expect, onTestFinished, test } from 'vitest';
import { run } from './program.js';
import { startService } from './service.js';

/** Chooses two files as a user would, and sends the form. */
const dub = `(() => {
  const choose = (name, content) => {
    const files = new DataTransfer();
    files.items.add(new File([content], name));
    document.querySelector('[name=' + name + ']').files = files.files;
  };
  choose('video', 'pictures'.repeat(100000));
  choose('audio', 'sounds');
  window.progress = [];
  new MutationObserver(() => window.progress.push(document.querySelector('progress').value))
    .observe(document.querySelector('progress'), { attributes: true });
  document.querySelector('button').click();
})()`;

test.skipIf(!chromium)('the page uploads two files, shows progress and plays the result', async () => {
  const service = await startService();
  const [, url] = await run('browser-page/src/server.ts', [], service.env).prints(/(http:\S+\/)/);
  const page = await openBrowser();
  onTestFinished(page.close);
  await page.open(url!);
  await page.until("document.querySelector('form')");
  await page.evaluate(dub);
  await expect
    .poll(() => page.evaluate("document.querySelector('video').src"), { timeout: 30_000 })
    .toMatch(/video\.mp4$/);
  expect(await page.evaluate('Math.max(...window.progress)')).toBe(1);
  expect(await page.evaluate("document.querySelector('[role=status]').textContent")).toBe('completed');
  const upload = service.requests.find((request) => request.operation === 'lipsync.generateWithMedia');
  expect((upload!.body as { video: Blob }).video.size).toBe(800_000);
  expect(upload!.headers.get('x-api-key')).toBe('key-of-the-test');
});
