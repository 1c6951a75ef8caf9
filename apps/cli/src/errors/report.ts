import { ChamelaionError } from '@chamelaion/contract';
import { CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { hintFor } from './hints.js';
import { networkText } from './network.js';
import { usageText } from './usage.js';

/** What is said about an error: one line what, one line what to do, and the exit code. */
export interface ErrorReport {
  code: string;
  message: string;
  hint: string;
  /** Details, a line each. */
  list?: readonly string[];
  exitCode: ExitCode;
  status?: number;
  requestId?: string;
}

/** What the user was doing, for the words of the report. */
export interface ReportContext {
  /** The command, as typed: `chamelaion config set`. */
  commandPath?: string;
  /** The service that was talked to. */
  baseUrl?: string | undefined;
}

/** Turns whatever was thrown into what the user reads. */
export function reportOf(error: unknown, { commandPath = 'chamelaion', baseUrl }: ReportContext = {}): ErrorReport {
  if (CliError.isInstance(error)) {
    const { code, message, hint, list, exitCode } = error;
    return { code, message, hint, exitCode, ...(list.length > 0 && { list }) };
  }
  if (error instanceof CommanderError) {
    const { message, hint } = usageText(error, commandPath);
    return { code: 'usage', message: sentence(message), hint, exitCode: exitCodes.usage };
  }
  if (ChamelaionError.isInstance(error)) return libraryReport(error, baseUrl);
  return systemReport(error);
}

function libraryReport(error: ChamelaionError, baseUrl: string | undefined): ErrorReport {
  const exitCode = exitCodeFor(error);
  const isUnreachable = exitCode === exitCodes.network;
  return {
    code: error.code,
    message: isUnreachable ? networkText(error, baseUrl) : sentence(error.message),
    hint: hintFor(error, baseUrl),
    exitCode,
    ...(error.status !== undefined && { status: error.status }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}

function exitCodeFor(error: ChamelaionError): ExitCode {
  if (error.status === 401 || error.status === 403) return exitCodes.auth;
  if (error.status === 412) return exitCodes.tokenLimit;
  if (error.code === 'invalid_key') return exitCodes.auth;
  if (error.name === 'InvalidArgumentError') return exitCodes.usage;
  if (error.name === 'WaitTimeoutError') return exitCodes.pending;
  if (error.name === 'APIUserAbortError') return exitCodes.interrupted;
  if (/Connection|Timeout|Network/.test(error.name)) return exitCodes.network;
  return exitCodes.failed;
}

const SYSTEM: Record<string, readonly [message: string, hint: string]> = {
  ENOENT: ['does not exist', 'Check the path.'],
  EACCES: ['may not be read or written by you', 'Check its permissions.'],
  EPERM: ['may not be changed by you', 'Check its permissions.'],
  EISDIR: ['is a folder', 'Give a file.'],
  ENOTDIR: ['is not a folder', 'Check the path.'],
  ENOSPC: ['cannot be written: the disk is full', 'Make room and run the same command again.'],
  EROFS: ['is on a read-only disk', 'Choose another place with -o.'],
};

function systemReport(error: unknown): ErrorReport {
  const { code = '', path = 'A file', message = String(error) } = error as NodeJS.ErrnoException;
  const known = SYSTEM[code];
  return {
    code: code ? code.toLowerCase() : 'unexpected',
    message: known ? `${path} ${known[0]}.` : sentence(message),
    hint: known ? known[1] : 'Run it again with --debug and report what it prints.',
    exitCode: exitCodes.failed,
  };
}

/** The text as one line that starts with a capital and ends with a full stop. */
function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const capital = line.charAt(0).toUpperCase() + line.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
