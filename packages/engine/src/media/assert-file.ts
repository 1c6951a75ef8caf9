import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MediaNotFoundError } from '../errors/media-not-found.js';
import { OutputFailedError } from '../errors/output-failed.js';
import { UnreadableMediaError } from '../errors/unreadable-media.js';
import { missingBytes } from './missing-bytes.js';

/** Throws unless `path` is a file that can be read, is not empty and, if it is MP4, not cut off. */
export async function assertFile(input: 'video' | 'audio', path: string): Promise<void> {
  let size: number;
  try {
    await access(path, constants.R_OK);
    const about = await stat(path);
    if (!about.isFile()) throw new MediaNotFoundError(input, path);
    size = about.size;
  } catch (error) {
    throw error instanceof MediaNotFoundError ? error : new MediaNotFoundError(input, path, { cause: error });
  }
  if (size === 0) throw new UnreadableMediaError(input, path, 'it is empty');
  const missing = await missingBytes(path);
  if (missing > 0)
    throw new UnreadableMediaError(input, path, `it is cut off, ${missing} of its ${size + missing} bytes are missing`);
}

/** Throws unless a file can be made at `path`. */
export async function assertWritable(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
    if (!(await stat(folder)).isDirectory()) throw new OutputFailedError(path, `${folder} is not a folder`);
  } catch (error) {
    if (error instanceof OutputFailedError) throw error;
    throw new OutputFailedError(path, `the folder ${folder} does not exist or cannot be written to`, { cause: error });
  }
}
