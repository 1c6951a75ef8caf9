import { ChamelaionError } from '@chamelaion/contract';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** What a CliError is made from. */
export interface CliErrorInit {
  /** Stable, machine-readable name. */
  code: string;
  /** One line: what is wrong. */
  message: string;
  /** One line: what to do about it. */
  hint: string;
  /** Details, a line each, between the two. */
  list?: readonly string[];
  /** The process's exit code. Default 2, usage. */
  exitCode?: ExitCode;
  cause?: unknown;
}

/** An error that the command line itself finds: one line of what, one line of what to do, and the exit code. */
export class CliError extends ChamelaionError {
  static override readonly errorName: string = 'CliError';
  readonly hint: string;
  readonly list: readonly string[];
  readonly exitCode: ExitCode;

  constructor(init: CliErrorInit) {
    super({ code: init.code, message: init.message, cause: init.cause });
    this.hint = init.hint;
    this.list = init.list ?? [];
    this.exitCode = init.exitCode ?? exitCodes.usage;
  }
}

/** The user pressed Ctrl-C, or the process was told to end. Carries the command that goes on from here. */
export class InterruptedError extends CliError {
  static override readonly errorName: string = 'InterruptedError';

  constructor(hint = 'Nothing was left half-done. Run the same command again.') {
    super({ code: 'interrupted', message: 'Interrupted.', hint, exitCode: exitCodes.interrupted });
  }
}
