import { type ExitCode, exitCodes } from '../../errors/exit-codes.js';
import { reportOf } from '../../errors/report.js';

/** What a check found. */
export interface Finding {
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, in a few words. */
  detail: string;
  /** What to do about it. */
  hint?: string;
  /** What the program ends with when it failed. Default 1. */
  exitCode?: ExitCode;
}

/** One thing to check; an error thrown is a failure. */
export interface Check {
  name: string;
  find(): Promise<Finding>;
}

export interface CheckResult extends Finding {
  name: string;
}

/** Makes one check; whatever it throws is what it found. */
export async function judge(check: Check): Promise<CheckResult> {
  try {
    return { name: check.name, ...(await check.find()) };
  } catch (error) {
    const { message, hint, exitCode } = reportOf(error);
    return { name: check.name, status: 'failed', detail: message, hint, exitCode: exitCode || exitCodes.failed };
  }
}
