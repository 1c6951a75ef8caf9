import { statfsSync } from 'node:fs';
import { ServerError } from '../errors/server-error.js';

/** Kept free for what a transaction writes beside its rows: two segments of the write-ahead log. */
const RESERVE_BYTES = 32 * 1024 * 1024;

/**
 * Refuses to write to the embedded database once its disk is nearly full. The database can undo a statement that finds
 * no room for its rows, but never returns when there is none for its write-ahead log, and would hold up the whole process.
 *
 * @throws ServerError `disk_full`
 */
export function assertFreeSpace(directory: string, reserveBytes = RESERVE_BYTES): void {
  const { blocks, bavail, bsize } = statfsSync(directory);
  // Some file systems of networks do not tell.
  if (blocks === 0 || bavail * bsize >= reserveBytes) return;
  const megabytes = Math.ceil(reserveBytes / 1024 ** 2);
  throw new ServerError('disk_full', `The disk of ${directory} is full: ${megabytes} MB must be free.`);
}
