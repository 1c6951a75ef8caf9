import { groups } from './groups.js';
import type { Page } from './pages.js';

/** The index of the site for language models: one line a page. */
export function llmsIndex(pages: Page[]): string {
  const lists = groups(pages, (page) => page.group).map(([group, members]) => {
    const lines = members.map((page) => `- [${page.title}](${page.path}.md): ${page.summary}`);
    return `## ${group}\n\n${lines.join('\n')}`;
  });
  return [
    '# Chamelaion for TypeScript',
    '> Lip sync as an API: send a video and a new voice, get back the same video with a mouth that speaks the new words. Typed client, waiting, command line, test kit, and a server and an engine to run it yourself.',
    ...lists,
    '## Optional\n\n- [Everything in one file](llms-full.txt): all pages as Markdown',
    '',
  ].join('\n\n');
}

/** All pages in one file. */
export function llmsFull(pages: Page[]): string {
  return pages.map((page) => `<!-- ${page.path}.md -->\n\n${page.markdown.trim()}\n`).join('\n');
}
