import { createHash, randomUUID } from 'node:crypto';
import { realpathSync, renameSync, statSync } from 'node:fs';
import { chmod, link, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
    const seen = identityOf(path);
    if (await isHeld(path)) break;
    if (seen !== undefined) await removeDead(path, seen);
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

/** Whether somebody listens there, also one who is too busy to answer or does not let this user in. */
function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}

/** Tells one file from another that is under the same name later. Pipes of Windows end with their process. */
function identityOf(path: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found && `${found.ino} ${found.ctimeNs}`;
}

/**
 * Moves a dead socket away, unless another process has replaced it by its own since it was `seen`; puts it back should
 * that have happened in the very moment.
 */
async function removeDead(path: string, seen: string): Promise<void> {
  // No longer than the lock's own name, so that its path does not become too long for a socket.
  const aside = join(dirname(path), `lock.${randomUUID().slice(0, 4)}`);
  try {
    if (identityOf(path) !== seen) return;
    renameSync(path, aside);
  } catch {
    return;
  }
  if (await isHeld(aside)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
