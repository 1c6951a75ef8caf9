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
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') outputLost(error);
  process.stdout.destroy();
});
process.stderr.on('error', () => process.stderr.destroy());

/** Data that could not be written must not look like success. */
function outputLost({ code, message }: NodeJS.ErrnoException): never {
  const what = code === 'ENOSPC' ? 'the disk is full' : message;
  process.stderr.write(`✗ The output cannot be written: ${what}.\n  Make room, or send it elsewhere.\n`);
  process.exit(exitCodes.failed);
}

/** Ends the process once all that was written has been taken. */
async function main(): Promise<void> {
  const exitCode = await run(process.argv.slice(2), systemContext(interruption.signal));
  if (process.stdout.destroyed) process.exit(exitCode);
  process.stdout.write('', (error) => {
    if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') outputLost(error);
    process.exit(exitCode);
  });
}

void main();
