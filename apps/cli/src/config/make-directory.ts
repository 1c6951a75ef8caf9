import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../errors/cli-error.js';

/**
 * Makes a directory that only its owner may enter, and those above it. Node's own recursive `mkdir` never returns where
 * a file system takes no directories, such as `/proc`.
 *
 * @throws CliError `directory_unusable`
 */
export async function makeDirectory(directory: string): Promise<void> {
  await make(directory).catch((cause: Error) => {
    throw new CliError({
      code: 'directory_unusable',
      message: `The directory ${directory} cannot be made: ${cause.message}`,
      hint: 'Name one that can be written to: --data-dir DIR for the local service.',
      cause,
    });
  });
}

async function make(directory: string): Promise<void> {
  if (await isDirectory(directory)) return;
  const above = path.dirname(directory);
  if (above !== directory) await make(above);
  await mkdir(directory, { mode: 0o700 }).catch(async (error) => {
    if (!(await isDirectory(directory))) throw error;
  });
}

const isDirectory = (directory: string): Promise<boolean> =>
  stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
