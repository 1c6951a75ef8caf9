import { mkdir, open, rename, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Flushes a file, or a directory's entries, to the disk. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Moves a file so that it is under its new name, complete, even after a loss of power; its age begins anew. */
export async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  const firstMade = await mkdir(folder, { recursive: true });
  const now = new Date();
  await utimes(from, now, now);
  await syncToDisk(from);
  await rename(from, to);
  if (process.platform === 'win32') return;
  await syncToDisk(folder);
  if (firstMade) await syncToDisk(dirname(firstMade));
}
