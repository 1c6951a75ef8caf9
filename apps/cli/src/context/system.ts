import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CliError } from '../errors/cli-error.js';
import { createApiClient } from './client.js';
import { systemClock } from './clock.js';
import type { Context } from './context.js';

/** The real world: this process's streams, environment, clock and network. */
export function systemContext(signal: AbortSignal): Context {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    homeDir: homedir(),
    clock: systemClock,
    signal,
    fetch: (input, init) => globalThis.fetch(input, init),
    createClient: createApiClient,
    openFile: (path) => openFile(process.platform, path),
    spawnSelf,
  };
}

function openFile(platform: NodeJS.Platform, path: string): Promise<void> {
  const [command, args] = openerOf(platform, path);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
    child.once('error', (cause) =>
      reject(
        new CliError({
          code: 'no_opener',
          message: `${command} cannot be started.`,
          hint: `Open ${path} yourself.`,
          cause,
        }),
      ),
    );
  });
}

function openerOf(platform: NodeJS.Platform, path: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [path]];
  if (platform === 'win32') return ['explorer.exe', [path]];
  return ['xdg-open', [path]];
}

function spawnSelf(args: string[], logPath: string): { pid: number; exited: Promise<void> } {
  const log = openSync(logPath, 'a', 0o600);
  const bin = fileURLToPath(new URL('./bin.cjs', import.meta.url));
  const child = spawn(process.execPath, [bin, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', log],
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  return { pid: child.pid ?? 0, exited: new Promise((resolve) => child.once('exit', () => resolve())) };
}
