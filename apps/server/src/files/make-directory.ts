import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ServerError } from '../errors/server-error.js';

/**
 * Makes a directory that only its owner may enter, and those above it. Node's own recursive `mkdir` never returns where
 * a file system takes no directories, such as `/proc`.
 *
 * @throws ServerError `data_dir_unusable`
 */
export async function makeDirectory(path: string): Promise<void> {
  await make(path).catch((cause: Error) => {
    throw new ServerError(
      'data_dir_unusable',
      `The directory ${path} cannot be made (${cause.message}): use another data directory.`,
      { cause },
    );
  });
}

async function make(path: string): Promise<void> {
  if (await isDirectory(path)) return;
  const above = dirname(path);
  if (above !== path) await make(above);
  await mkdir(path, { mode: 0o700 }).catch(async (error) => {
    if (!(await isDirectory(path))) throw error;
  });
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
