import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCatalogue, operationTable } from '@chamelaion/contract';
import { afterAll, expect, test } from 'vitest';
import { buildSite } from '../src/build.js';
import { documentPaths, root } from '../src/pages.js';
import { documentFiles } from './documents.js';

const folder = mkdtempSync(path.join(tmpdir(), 'chamelaion-site-'));
const pages = await buildSite(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!);

test('every document is in the menu', () => {
  expect(pages.map((page) => page.path)).toEqual(expect.arrayContaining(documentPaths()));
});

test.each(pages)('every link of $path leads somewhere', ({ path: page }) => {
  const repository = 'https://github.com/chamelaion/chamelaion-js/blob/main/';
  const dead = linksOf(read(`${page}.html`)).filter((href) => {
    if (href.startsWith(repository)) return !existsSync(new URL(href.slice(repository.length).split('#')[0]!, root));
    if (/^[a-z]+:/.test(href)) return false;
    const [file, anchor] = href.split('#');
    const target = file ? path.posix.join(path.posix.dirname(page), file) : `${page}.html`;
    if (!existsSync(path.join(folder, target))) return true;
    return anchor !== undefined && anchor !== 'content' && !read(target).includes(`id="${anchor}"`);
  });
  expect(dead).toEqual([]);
});

test('every page has a title, a summary and a place in llms.txt', () => {
  const index = read('llms.txt');
  for (const page of pages) {
    expect(page.title).not.toBe(page.path);
    expect(page.summary, page.path).not.toBe('');
    expect(index).toContain(`](${page.path}.md)`);
  }
});

test('llms-full.txt holds every page', () => {
  const full = read('llms-full.txt');
  expect(pages.filter((page) => !full.includes(page.markdown.trim())).map((page) => page.path)).toEqual([]);
});

test('the error reference explains every error of the catalogue', () => {
  const html = read('reference/errors.html');
  expect(Object.keys(errorCatalogue).filter((code) => !html.includes(`id="${code}"`))).toEqual([]);
});

test('the API reference shows every operation', () => {
  const markdown = read('reference/api.md');
  expect(Object.keys(operationTable).filter((id) => !markdown.includes(`### client.${id}\n`))).toEqual([]);
});

test('no document promises a package from npm without saying that it is not there yet', () => {
  const promises = documentFiles().filter((file) => {
    const text = readFileSync(new URL(file, root), 'utf8');
    return /npm (i|install) [^\n]*chamelaion/.test(text) && !/not on npm yet|not published/i.test(text);
  });
  expect(promises).toEqual([]);
});
