import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { menu } from './navigation.js';

/** One page of the site. */
export interface Page {
  /** Path under the site's root, without an ending: `guides/wait`. */
  path: string;
  title: string;
  /** The first paragraph, as plain text. */
  summary: string;
  markdown: string;
  /** The group of the menu. */
  group: string;
}

/** The repository's root. */
export const root = new URL('../../../', import.meta.url);

/** Every page in the order of the menu; pages that are not written yet are left out. */
export function readPages(): Page[] {
  const decisions = readdirSync(new URL('docs/decisions/', root))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => `decisions/${file.slice(0, -3)}`);
  return [...menu, { title: 'Decisions', pages: decisions }].flatMap((group) =>
    group.pages.flatMap((path) => {
      const file = new URL(`docs/${path}.md`, root);
      return existsSync(file) ? [pageOf(path, group.title, readFileSync(file, 'utf8'))] : [];
    }),
  );
}

/** Every Markdown file of docs/, as a page path. */
export function documentPaths(folder = ''): string[] {
  return readdirSync(new URL(`docs/${folder}`, root), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return documentPaths(`${folder}${entry.name}/`);
    return entry.name.endsWith('.md') ? [`${folder}${entry.name.slice(0, -3)}`] : [];
  });
}

function pageOf(path: string, group: string, markdown: string): Page {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? path;
  const paragraph = markdown
    .replace(/^# .+$/m, '')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .find((block) => /^[A-Za-z`*[]/.test(block));
  return { path, group, title: plain(title), summary: plain(paragraph ?? ''), markdown };
}

function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ');
}
