import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, resultOfPage } from '@chamelaion/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../src/build.js';

const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-site-'));
const types: Record<string, string> = { '.html': 'text/html', '.css': 'text/css' };
const server = createServer((request, response) => {
  const file = path.join(folder, request.url ?? '');
  if (!existsSync(file)) return response.writeHead(404).end();
  return response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'text/plain' }).end(readFileSync(file));
});

const pages = await buildSite(folder);

/** Opens every page in a frame of a width and notes what is wider than it. */
const harness = (width: number) => `<!doctype html><script type="module">
const results = {};
for (const page of ${JSON.stringify(pages.map((page) => page.path))}) {
  const frame = Object.assign(document.createElement('iframe'), { width: ${width}, height: 700, src: '/' + page + '.html' });
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  const { documentElement, body } = frame.contentDocument;
  results[page] = {
    overflow: documentElement.scrollWidth - documentElement.clientWidth,
    styled: frame.contentWindow.getComputedStyle(body).margin === '0px',
    menu: frame.contentDocument.querySelector('.small').checkVisibility() ? 'small' : 'wide',
  };
  frame.remove();
}
window.result = results;
</script>`;

async function look(width: number): Promise<Record<string, { overflow: number; styled: boolean; menu: string }>> {
  writeFileSync(path.join(folder, 'harness.html'), harness(width));
  return resultOfPage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/harness.html`);
}

describe.skipIf(!chromium)('in Chromium', () => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    [360, 'small'],
    [1280, 'wide'],
  ])('no page is wider than a window of %i px, and the menu is the %s one', async (width, menu) => {
    const seen = await look(width);
    expect(Object.keys(seen)).toHaveLength(pages.length);
    expect(Object.entries(seen).filter(([, page]) => page.overflow > 0 || !page.styled || page.menu !== menu)).toEqual(
      [],
    );
  });
});
