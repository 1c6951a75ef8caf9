import { readdirSync, readFileSync } from 'node:fs';
import { type CodeBlock, codeBlocks } from '../src/code-blocks.js';
import { documentPaths, root } from '../src/pages.js';

/** Every Markdown file that users read, from the repository's root. */
export function documentFiles(): string[] {
  const pages = documentPaths().map((path) => `docs/${path}.md`);
  return [...pages, 'README.md', 'examples/README.md', ...readmes('packages'), ...readmes('apps')];
}

/** Every code block of those. */
export function documentedBlocks(): CodeBlock[] {
  return documentFiles().flatMap((file) => codeBlocks(file, readFileSync(new URL(file, root), 'utf8')));
}

function readmes(folder: string): string[] {
  return readdirSync(new URL(folder, root)).flatMap((name) => {
    const files = readdirSync(new URL(`${folder}/${name}`, root));
    return files.includes('README.md') ? [`${folder}/${name}/README.md`] : [];
  });
}
