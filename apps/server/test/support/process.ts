import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Caller, callerOf } from './caller.js';

/** The built command `chamelaion-server`. */
export const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** The path of a test engine. */
export const engine = (name: string): string => fileURLToPath(new URL(`../engines/${name}.mjs`, import.meta.url));

/** The server as a process of its own, as users run it. */
export interface ServerProcess {
  child: ChildProcess;
  url: string;
  token: string;
  caller: Caller;
  /** What it wrote to stderr so far. */
  log(): string;
  /** Sends a signal and waits for the end: its exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Starts `chamelaion-server COMMAND` and waits until it is ready. */
export async function startProcess(
  command: 'serve' | 'api' | 'worker',
  env: Record<string, string>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [bin, command, '--port', env['CHAMELAION_PORT'] ?? '0', '--json'], {
    env: { PATH: process.env['PATH'], CHAMELAION_LOG: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    ended.then(() => {
      throw new Error(`the server ended before it was ready:\n${log}`);
    }),
  ]);
  const { url = '', token = '' } = JSON.parse(line) as { url?: string; token?: string };
  return {
    child,
    url,
    token,
    caller: callerOf(url, token),
    log: () => log,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.signalCode ?? child.exitCode;
    },
  };
}
