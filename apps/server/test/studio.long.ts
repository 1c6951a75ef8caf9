import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, openBrowser } from '@chamelaion/browser';
import { sampleMedia } from '@chamelaion/sample';
import { expect, onTestFinished, test } from 'vitest';
import { engine, startProcess } from './support/process.js';
import { temporaryDirectory } from './support/temporary.js';

if (!chromium) console.log('The studio page is not tried: neither /usr/bin/chromium nor CHROMIUM_PATH is there.');

/** Where pictures of the pages go; nowhere by default. */
const pictures = process.env['CHAMELAION_PAGE_PICTURES'];

test.skipIf(!chromium)('the studio page dubs a video, plays it, and says what is wrong with another', async () => {
  const media = await sampleMedia({ size: 256, says: 'Hello.', dub: 'Bob, my papa!' });
  const server = await startProcess('serve', {
    CHAMELAION_DATA_DIR: await temporaryDirectory(),
    CHAMELAION_ENGINE_MODULE: engine('copy'),
  });
  onTestFinished(async () => void (await server.end('SIGKILL')));
  const page = await openBrowser();
  onTestFinished(page.close);
  const picture = async (name: string) => {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    await page.screenshot(join(pictures, `${name}.png`));
  };
  const isTooWide = () => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  const status = () => page.evaluate<string>(`document.querySelector('#status').textContent`);
  const submit = () => page.evaluate(`document.querySelector('button').click()`);

  await page.setView({ width: 1100, height: 1300 });
  await page.open(`${server.url.replace('127.0.0.1', 'localhost')}/`);
  await picture('empty');
  await page.evaluate(`document.querySelector('[name=token]').value = 'not a token'`);
  await page.evaluate(`document.querySelector('[name=agreed]').click()`);
  await page.choose('[name=video]', media.video);
  await page.choose('[name=audio]', media.audio);
  await submit();
  await page.until(`document.querySelector('#status.wrong')`);
  expect(await status()).toBe('That did not work: invalid token.');

  await page.evaluate(`{
    window.told = [];
    const note = () => told.push(document.querySelector('#status').textContent);
    new MutationObserver(note).observe(document.querySelector('#status'), { childList: true });
    document.querySelector('[name=token]').value = ${JSON.stringify(server.token)};
  }`);
  await submit();
  await page.until(`document.querySelector('video').readyState >= 3`);
  await page.evaluate(`document.querySelector('video').play()`);
  await page.until(`document.querySelector('video').currentTime > 0.1`);
  await page.evaluate(`document.querySelector('video').pause()`);
  expect(await page.evaluate('told')).toEqual(expect.arrayContaining(['Uploading, 100 %', 'Done.']));
  expect(await status()).toBe('Done.');
  await picture('done');
  const download = await page.evaluate<{ name: string; bytes: number }>(`(async () => {
    const { href, download } = document.querySelector('#download');
    return { name: download, bytes: (await (await fetch(href)).arrayBuffer()).byteLength };
  })()`);
  expect(download.bytes).toBe((await readFile(media.video)).length);
  expect(download.name).toMatch(/\.dubbed\.mp4$/);

  const notVideo = join(await temporaryDirectory(), 'holiday.mp4');
  await writeFile(notVideo, 'just some text, not a video');
  await page.choose('[name=video]', notVideo);
  await page.setView({ width: 360, height: 900, dark: true });
  await submit();
  await page.until(`document.querySelector('#status.wrong')`);
  expect(await status()).toBe('That did not work: video is not an MP4 file.');
  expect(await page.evaluate(`document.querySelector('#result').hidden`)).toBe(true);
  expect(await isTooWide()).toBe(false);
  await picture('wrong-phone-dark');

  await page.open(`${server.url}/docs`);
  await page.until(`document.querySelectorAll('article').length >= 6`);
  expect(await isTooWide()).toBe(false);
  await picture('docs-phone-dark');
  await page.setView({ width: 1100, height: 1300 });
  await picture('docs');
  expect(page.problems.filter((problem) => !problem.includes('401'))).toEqual([]);
});
