import type { Readable } from 'node:stream';

/** What is known of a stored file. */
export interface StoredFile {
  key: string;
  bytes: number;
  modifiedAt: Date;
}

/**
 * Where uploads and outputs are kept: `inputs/REQUEST/video`, `outputs/REQUEST/LEASE.mp4`. Keys are made by the server
 * alone; no file name of a caller ever becomes part of one.
 */
export interface Storage {
  /** Takes a finished local file over under a key. Durable once it resolves; the local file is gone. */
  put(path: string, key: string): Promise<void>;
  /** A local path with the file's bytes; a copy in `directory` where they are not local. */
  localPath(key: string, directory: string): Promise<string>;
  /** The file's size and time, or `undefined`. */
  stat(key: string): Promise<StoredFile | undefined>;
  /** The bytes from `start` to `end`, both inclusive; `undefined` when the file is gone. */
  read(key: string, start: number, end: number): Promise<Readable | undefined>;
  /** Deletes a file; one that does not exist is no error. */
  remove(key: string): Promise<void>;
  /** Every file below `inputs/` or `outputs/`. */
  list(folder: 'inputs' | 'outputs'): AsyncIterable<StoredFile>;
}
