import { open, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServerError } from '../errors/server-error.js';
import { moveDurably } from './durable.js';
import { makeDirectory } from './make-directory.js';
import type { Storage, StoredFile } from './storage.js';

/** Keeps files in a directory, which several processes may share. */
export async function openLocalStorage(root: string): Promise<Storage> {
  for (const folder of ['inputs', 'outputs']) await makeDirectory(join(root, folder));
  const pathOf = (key: string) => join(root, key);

  const describe = async (key: string): Promise<StoredFile | undefined> => {
    const found = await stat(pathOf(key)).catch(() => undefined);
    return found?.isFile() ? { key, bytes: found.size, modifiedAt: found.mtime } : undefined;
  };

  return {
    put: (path, key) => moveDurably(path, pathOf(key)),
    async localPath(key) {
      if (await describe(key)) return pathOf(key);
      throw new ServerError('storage_failed', `The storage ${root} has no ${key}: is its disk mounted?`);
    },
    stat: describe,
    async read(key, start, end) {
      const file = await open(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      return file?.createReadStream({ start, end, highWaterMark: 256 * 1024 });
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
      await rmdir(dirname(pathOf(key))).catch(() => undefined);
    },
    async *list(folder) {
      for (const owner of await namesIn(join(root, folder))) {
        for (const name of await namesIn(join(root, folder, owner))) {
          const file = await describe(`${folder}/${owner}/${name}`);
          if (file) yield file;
        }
      }
    },
  };
}

/** What is in a directory; nothing where it was removed meanwhile. */
const namesIn = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);
