import type { APIError } from '../errors/api-error.js';
import { APIConnectionError } from '../errors/connection-errors.js';

/**
 * What a failed attempt means: `final` it stays as it is; `again` it was not accepted, or may safely be repeated;
 * `unclear` it may have been accepted, and must not be repeated blindly.
 */
export type Verdict = 'final' | 'again' | 'unclear';

/** Judges a failure. `isRepeatable` says whether the service accepting the request twice does no harm. */
export function judge(error: APIError, isRepeatable: boolean): Verdict {
  const { status, headers, isRetryable } = error;
  if (!isRetryable && headers?.get('x-should-retry') !== 'true') return 'final';
  if (isRepeatable) return 'again';
  const isRefused = status
    ? status < 500 || status === 503
    : error instanceof APIConnectionError && /connect|upload/.test(error.phase);
  return isRefused ? 'again' : 'unclear';
}
