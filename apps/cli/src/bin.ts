#!/usr/bin/env node
import { systemContext } from './context/system.js';
import { InterruptedError } from './errors/cli-error.js';
import { exitCodes } from './errors/exit-codes.js';
import { run } from './program/run.js';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort(new InterruptedError());
  });
}
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    stream.destroy();
  });
}

/** Ends the process once all that was written has been taken. */
async function main(): Promise<void> {
  const exitCode = await run(process.argv.slice(2), systemContext(interruption.signal));
  if (process.stdout.destroyed) process.exit(exitCode);
  process.stdout.write('', () => process.exit(exitCode));
}

void main();
