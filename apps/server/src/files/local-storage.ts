import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { moveDurably } from './durable.js';
import type { Storage, StoredFile } from './storage.js';

/** Keeps files in a directory, which several processes may share. */
export async function openLocalStorage(root: string): Promise<Storage> {
  for (const folder of ['inputs', 'outputs']) await mkdir(join(root, folder), { recursive: true });
  const pathOf = (key: string) => join(root, key);

  const describe = async (key: string): Promise<StoredFile | undefined> => {
    const found = await stat(pathOf(key)).catch(() => undefined);
    return found?.isFile() ? { key, bytes: found.size, modifiedAt: found.mtime } : undefined;
  };

  return {
    put: (path, key) => moveDurably(path, pathOf(key)),
    localPath: async (key) => pathOf(key),
    stat: describe,
    read: async (key, start, end) => createReadStream(pathOf(key), { start, end, highWaterMark: 256 * 1024 }),
    async remove(key) {
      await rm(pathOf(key), { force: true });
      await rmdir(dirname(pathOf(key))).catch(() => undefined);
    },
    async *list(folder) {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        const path = join(entry.parentPath, entry.name);
        const key = relative(root, path).split(sep).join('/');
        const file = entry.isFile() ? await describe(key) : undefined;
        if (file) yield file;
      }
    },
  };
}
