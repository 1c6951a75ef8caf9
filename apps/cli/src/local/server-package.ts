import { createRequire } from 'node:module';
import { CliError } from '../errors/cli-error.js';

const PACKAGE = '@chamelaion/server';

/** Whether the optional server package is installed where this program finds it. */
export function isServerInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
    return true;
  } catch {
    return false;
  }
}

/** Refuses, with the way to add it, where the optional server package is not installed. */
export function assertServerInstalled(): void {
  if (isServerInstalled()) return;
  throw new CliError({
    code: 'server_not_installed',
    message: 'The local service is a package of its own, and is not installed.',
    hint: `Add it beside this program: npm install ${PACKAGE} (with -g if this program was installed with -g)`,
  });
}

/** Loads the optional server package. */
export async function loadServer(): Promise<typeof import('@chamelaion/server')> {
  assertServerInstalled();
  return import('@chamelaion/server');
}
