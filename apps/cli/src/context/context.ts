import type { Readable, Writable } from 'node:stream';
import type { ApiClient, ClientOptions } from './client.js';
import type { Clock } from './clock.js';

/** Where output goes: a stream that may be a terminal. */
export type OutputStream = Writable & { isTTY?: boolean; columns?: number; rows?: number };

/** Where answers come from: a stream that may be a terminal, whose echo can then be turned off. */
export type InputStream = Readable & { isTTY?: boolean; setRawMode?(raw: boolean): unknown };

/** Everything outside the program that it touches. `systemContext()` gives the real one; tests give parts of their own. */
export interface Context {
  stdin: InputStream;
  stdout: OutputStream;
  stderr: OutputStream;
  env: Readonly<Record<string, string | undefined>>;
  /** The directory that relative paths start from. */
  cwd: string;
  platform: NodeJS.Platform;
  homeDir: string;
  clock: Clock;
  /** Aborts when the user interrupts. */
  signal: AbortSignal;
  /** Fetches files that are given by URL; the API goes through `createClient`. */
  fetch: typeof globalThis.fetch;
  createClient(options: ClientOptions): Promise<ApiClient>;
  /** Opens a file in the user's own player. */
  openFile(path: string): Promise<void>;
  /** Starts this program again as a process of its own that outlives the terminal's Ctrl-C, with these arguments. */
  spawnSelf(args: string[], logPath: string): { pid: number; exited: Promise<void> };
}
