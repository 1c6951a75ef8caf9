import { PassThrough, Readable } from 'node:stream';
import { createApiClient } from '../../src/context/client.js';
import { systemClock } from '../../src/context/clock.js';
import type { Context, OutputStream } from '../../src/context/context.js';
import { run } from '../../src/program/run.js';
import { cleanEnv, type Ended } from './program.js';

/** A run of the program inside the test's own process, with what it may touch. */
export interface InProcess extends Partial<Context> {
  cwd: string;
  input?: string;
}

/** Runs a command line with streams of its own; `env` is the whole environment. */
export async function runIn(argv: string[], { input, ...parts }: InProcess): Promise<Ended> {
  const stdout = capture();
  const stderr = capture();
  const context: Context = {
    stdin: Readable.from(input === undefined ? [] : [input]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: cleanEnv(parts.cwd),
    platform: process.platform,
    homeDir: parts.cwd,
    clock: systemClock,
    signal: new AbortController().signal,
    fetch: globalThis.fetch,
    createClient: createApiClient,
    openFile: async () => {},
    spawnSelf: () => {
      throw new Error('this test starts no local service');
    },
    ...parts,
  };
  const code = await run(argv, context);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function capture(): { stream: OutputStream; text(): string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
