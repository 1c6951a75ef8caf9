import { access, constants, type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DownloadError } from '../errors/download.js';
import type { Files, FileVersion, Sink } from './sink.js';

/** Files on disk. */
export const diskFiles: Files = { open: openFileSink, check };

/**
 * Opens `PATH.part` for the video that will be `PATH`, with what an earlier run left in it.
 * Beside it `PATH.part.json` names the version of the file that the part is of.
 */
async function openFileSink(path: string | URL): Promise<Sink> {
  await check(path);
  const finalPath = pathOf(path);
  const partPath = `${finalPath}.part`;
  const notePath = `${partPath}.json`;
  const handle = await openPart(partPath);
  const { size } = await handle.stat();
  const version = size > 0 ? await readNote(notePath) : undefined;
  return new FileSink(handle, { finalPath, partPath, notePath }, version, version ? size : 0);
}

async function check(path: string | URL): Promise<void> {
  const finalPath = pathOf(path);
  const folder = dirname(finalPath);
  await access(folder, constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    const message = `there is no folder ${folder} to write ${basename(finalPath)} to`;
    throw new DownloadError({ code: 'download_not_writable', message, cause });
  });
  const existing = await stat(finalPath).catch(() => undefined);
  if (!existing?.isDirectory()) return;
  throw new DownloadError({ code: 'download_not_writable', message: `${finalPath} is a folder: name a file in it` });
}

function pathOf(path: string | URL): string {
  return path instanceof URL ? fileURLToPath(path) : path;
}

class FileSink implements Sink {
  position: number;
  version: FileVersion | undefined;
  readonly #handle: FileHandle;
  readonly #paths: { finalPath: string; partPath: string; notePath: string };

  constructor(
    handle: FileHandle,
    paths: { finalPath: string; partPath: string; notePath: string },
    version: FileVersion | undefined,
    position: number,
  ) {
    this.#handle = handle;
    this.#paths = paths;
    this.version = version;
    this.position = position;
  }

  async restart(version: FileVersion): Promise<boolean> {
    await this.#handle.truncate(0);
    await writeFile(this.#paths.notePath, JSON.stringify(version));
    this.position = 0;
    this.version = version;
    return true;
  }

  async write(chunk: Uint8Array): Promise<void> {
    let written = 0;
    while (written < chunk.byteLength) {
      const { bytesWritten } = await this.#handle.write(chunk, written, chunk.byteLength - written, this.position);
      written += bytesWritten;
      this.position += bytesWritten;
    }
  }

  async commit(): Promise<void> {
    await this.#handle.sync().finally(() => this.#handle.close());
    await rename(this.#paths.partPath, this.#paths.finalPath);
    await rm(this.#paths.notePath, { force: true });
  }

  async release(): Promise<void> {
    await this.#handle.close();
    if (this.position > 0) return;
    await rm(this.#paths.partPath, { force: true });
    await rm(this.#paths.notePath, { force: true });
  }
}

async function openPart(partPath: string): Promise<FileHandle> {
  try {
    return await open(partPath, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return open(partPath, 'w+');
  }
}

async function readNote(notePath: string): Promise<FileVersion | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(notePath, 'utf8'));
    const isVersion = typeof note === 'object' && note !== null && 'requestId' in note;
    return isVersion ? (note as FileVersion) : undefined;
  } catch {
    return undefined;
  }
}
