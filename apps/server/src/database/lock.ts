import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { chmod, link, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerError } from '../errors/server-error.js';

/** Longest path that a Unix socket can have on every system (the terminating zero counted). */
const SOCKET_PATH_BYTES = 103;

/** A held lock of a data directory. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Where the lock of a data directory is: a listening socket. The operating system closes it with its process however
 * that ends, so nothing has to guess from process ids whether the holder is alive, and containers that share the
 * directory see it too. While it is held, the holder answers operators' commands there.
 */
export function lockPath(directory: string): string {
  const real = realpathSync(directory);
  const name = `chamelaion-${createHash('sha256').update(real).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const path = join(real, 'lock.sock');
  return Buffer.byteLength(path) > SOCKET_PATH_BYTES ? join(tmpdir(), `${name}.sock`) : path;
}

/**
 * Takes the lock of a data directory, at once also when its last holder was killed.
 *
 * @param onConnection serves those who connect to the lock while it is held
 * @throws ServerError `data_dir_in_use` when another process holds it
 */
export async function lockDirectory(directory: string, onConnection: (socket: Socket) => void): Promise<DirectoryLock> {
  const path = lockPath(directory);
  const server = createServer(onConnection);
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await listen(server, path)) {
      if (process.platform !== 'win32') await chmod(path, 0o600);
      server.unref();
      return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    }
    if (await answers(path)) break;
    await removeDead(path);
  }
  throw new ServerError(
    'data_dir_in_use',
    `The data directory ${directory} is in use by another server: stop it, or use another directory.`,
  );
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else
        reject(
          new ServerError('data_dir_unusable', `The lock ${path} cannot be made: ${error.message}.`, { cause: error }),
        );
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(path);
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Moves a dead socket away; puts it back should another process have come alive on it in between. */
async function removeDead(path: string): Promise<void> {
  const inode = statSync(path, { throwIfNoEntry: false })?.ino;
  if (inode === undefined) return;
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  if (await answers(aside)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
