import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type Phase,
} from '../errors/connection-errors.js';
import type { Platform } from '../platform/platform.js';

/** What Node says when it meets a redirect that it must not follow. */
export const REDIRECT = 'unexpected redirect';

const WAITED_FOR: Record<Phase, string> = {
  connect: 'a connection',
  upload: 'progress of the upload',
  answer: 'an answer',
  body: 'the rest of the answer',
};

/** The error of a call that its signal aborted. */
export const aborted = (signal: AbortSignal | null | undefined, attempts: number): APIUserAbortError =>
  new APIUserAbortError({ message: 'The call was aborted.', cause: signal?.reason, attempts });

/** The error of a time limit that passed. */
export const timedOut = (phase: Phase, ms: number, attempts: number): APIConnectionTimeoutError =>
  new APIConnectionTimeoutError({ message: `Waited ${ms} ms for ${WAITED_FOR[phase]}.`, phase, attempts });

/** The error of a connection that failed, told from what fetch threw. */
export function connectionFailed(
  thrown: unknown,
  platform: Platform,
  phase: Phase,
  attempts: number,
): APIConnectionError {
  let cause = thrown as Error & { code?: string };
  while ((cause.cause as Error)?.message !== undefined) cause = cause.cause as Error;
  const shared = { phase, cause, attempts };
  if (cause.message === REDIRECT) {
    const message = 'The service redirects: check the base URL.';
    return new APIConnectionError({ ...shared, code: 'redirect_refused', message, isRetryable: false });
  }
  const known = platform.diagnose?.(cause);
  const Class = known?.isTimeout ? APIConnectionTimeoutError : APIConnectionError;
  const message = `Connection error: ${cause.code ?? ''} ${cause.message}`;
  return new Class({ ...shared, message, ...known?.init });
}
