#!/usr/bin/env node
import { ChamelaionError } from '@chamelaion/contract';
import { makeProgram } from './commands/program.js';

makeProgram()
  .parseAsync()
  .catch((error: unknown) => {
    const message = ChamelaionError.isInstance(error) ? error.message : String((error as Error)?.stack ?? error);
    process.stderr.write(`${message}\n`);
    process.exitCode = 1;
  });
