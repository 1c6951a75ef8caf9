import type { Phase } from '../errors/connection-errors.js';
import type { Limits } from './limits.js';

const CONNECT_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$|CERT|SELF_SIGNED/;

/** The innermost error that says why: fetch wraps it in a TypeError, a dispatcher may wrap it again. */
export function rootCause(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 5; depth++) {
    const cause = (root as { cause?: unknown } | undefined)?.cause;
    if (cause === undefined || cause === null) break;
    root = cause;
  }
  return root;
}

/** Whether nothing can have reached the service: the connection was never made. */
export function isConnectFailure(cause: unknown): boolean {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  return syscall === 'connect' || CONNECT_CODES.test(String(code));
}

/** Whether an answer is a redirect, seen or hidden by the browser. */
export const isRedirect = (response: Response): boolean =>
  response.type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(response.status);

/** What to tell the caller about a timeout. */
export function timeoutMessage(phase: Phase, limits: Limits): string {
  if (phase === 'upload') return `The upload made no progress for ${limits.upload} ms (uploadTimeout).`;
  if (phase === 'answer') return `No answer came within ${limits.answer} ms (timeout or answerTimeout).`;
  return `The answer did not complete within ${limits.total} ms, or paused for ${limits.body} ms (timeout or bodyTimeout).`;
}
