import { readFileSync } from 'node:fs';
import { root } from '../pages.js';

/** The reference of the command line as a page: the part of its README that is made from the program. */
export function cliReference(): string {
  const readme = readFileSync(new URL('apps/cli/README.md', root), 'utf8');
  const reference = /<!-- reference: .*?-->\s*([\s\S]*?)<!-- end of reference -->/.exec(readme)?.[1] ?? '';
  return `# Command line\n\nThe commands of the program \`chamelaion\` and their flags; \`chamelaion COMMAND --help\` prints the same.\n\n${reference.replaceAll(/^###/gm, '##').trim()}\n`;
}
