import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { root } from '../pages.js';
import { apiReference } from './api.js';
import { cliReference } from './cli.js';
import { errorReference } from './errors.js';

/** Writes docs/reference/ from the contract and the program, so that it can be read in the repository too; `--check` fails when it differs. */
const pages: Record<string, string> = {
  'api.md': apiReference(),
  'cli.md': cliReference(),
  'errors.md': errorReference(),
};
const folder = new URL('docs/reference/', root);
const isCheck = process.argv.includes('--check');

const drifted = Object.keys(pages).filter((name) => pages[name] !== textOf(name));
if (isCheck && drifted.length > 0) {
  console.error(`Out of date: docs/reference/${drifted.join(', ')}\nRun: pnpm generate`);
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  for (const name of drifted) writeFileSync(new URL(name, folder), pages[name]!);
  console.log(`Reference pages are up to date${drifted.length > 0 ? `; written: ${drifted.join(', ')}` : '.'}`);
}

function textOf(name: string): string | undefined {
  try {
    return readFileSync(new URL(name, folder), 'utf8');
  } catch {
    return undefined;
  }
}
