import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layout } from './layout.js';
import { llmsFull, llmsIndex } from './llms.js';
import { type Page, readPages } from './pages.js';
import { render } from './render.js';

const style = fileURLToPath(new URL('style.css', import.meta.url));

/**
 * Writes the site: an HTML and a Markdown file for each page, the style, `llms.txt` and `llms-full.txt`.
 *
 * @param folder is emptied first
 * @returns the pages that were written
 */
export async function buildSite(folder: string): Promise<Page[]> {
  const pages = readPages();
  const paths = new Set(pages.map((page) => page.path));
  rmSync(folder, { recursive: true, force: true });
  for (const page of pages) {
    const { html, headings } = render(page, paths);
    write(join(folder, `${page.path}.html`), layout(page, pages, html, headings));
    write(join(folder, `${page.path}.md`), page.markdown);
  }
  write(join(folder, 'llms.txt'), llmsIndex(pages));
  write(join(folder, 'llms-full.txt'), llmsFull(pages));
  cpSync(style, join(folder, 'style.css'));
  return pages;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
