import { readFileSync, writeFileSync } from 'node:fs';

const readme = new URL('../../../README.md', import.meta.url);
const [start, end] = [
  '<!-- runtimes: written by `CHAMELAION_WRITE_MATRIX=1 npm run test:long` -->',
  '<!-- /runtimes -->',
];

/** One line of the matrix. */
export interface Tried {
  what: string;
  version: string;
  how: string;
}

/** The matrix as a Markdown table. */
export function matrixTable(tried: Tried[]): string {
  const rows = tried.map(({ what, version, how }) => `| ${what} | ${version} | ${how} |`);
  return ['| tried in | version | how |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Puts the table of one kind (`runtimes`, `typescript`) in its place in the README. */
export function writeMatrix(kind: 'runtimes' | 'typescript', tried: Tried[]): void {
  const open = start!.replace('runtimes', kind);
  const close = end!.replace('runtimes', kind);
  const text = readFileSync(readme, 'utf8');
  const [before, rest] = text.split(open);
  const after = rest?.split(close)[1];
  if (after === undefined) throw new TypeError(`README.md has no place for the matrix: ${open}`);
  writeFileSync(readme, `${before}${open}\n${matrixTable(tried)}\n${close}${after}`);
}
