import { execFile, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A receiver in a process of its own. */
export interface Receiver {
  base: string;
  /** The largest body received so far, in bytes. */
  largest(): number;
  close(): void;
}

export async function startReceiver(): Promise<Receiver> {
  const child = fork(here('receiver.mjs'), { execArgv: [] });
  let largest = 0;
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.on('message', (message: { port?: number; receivedBytes?: number }) => {
      if (message.port) resolve(message.port);
      largest = Math.max(largest, message.receivedBytes ?? 0);
    });
  });
  return { base: `http://127.0.0.1:${port}`, largest: () => largest, close: () => void child.kill() };
}

/** Runs a program of this folder in a bare Node, without the loader that this program runs with, and reads the JSON it prints. */
export async function runBare<T>(file: string, args: string[], timeoutMs = 120_000): Promise<T> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [here(file), ...args], {
    timeout: timeoutMs,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (stderr.trim()) console.error(stderr.trim());
  return JSON.parse(stdout) as T;
}
