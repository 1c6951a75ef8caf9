import { readdirSync, readFileSync } from 'node:fs';
import { type CodeBlock, codeBlocks } from '../src/code-blocks.js';
import { documentPaths, root } from '../src/pages.js';
import { apiReference } from '../src/reference/api.js';

/** Every code block of docs/, of the generated API reference and of the READMEs. */
export function documentedBlocks(): CodeBlock[] {
  const files = [
    ...documentPaths().map((path) => `docs/${path}.md`),
    'README.md',
    ...readmes('packages'),
    ...readmes('apps'),
  ];
  return [
    ...files.flatMap((file) => codeBlocks(file, readFileSync(new URL(file, root), 'utf8'))),
    ...codeBlocks('docs/reference/api.md', apiReference()),
  ];
}

function readmes(folder: string): string[] {
  return readdirSync(new URL(folder, root)).flatMap((name) => {
    const files = readdirSync(new URL(`${folder}/${name}`, root));
    return files.includes('README.md') ? [`${folder}/${name}/README.md`] : [];
  });
}
