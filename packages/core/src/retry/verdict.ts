import type { APIError } from '../errors/api-error.js';
import { APIConnectionError } from '../errors/connection-errors.js';
import { isRetryableStatus } from '../errors/from-response.js';

/**
 * What an attempt's end means: `final` it stays as it is; `again` it was not accepted, or may safely be repeated;
 * `unclear` it may have been accepted, and must not be repeated blindly.
 */
export type Verdict = 'final' | 'again' | 'unclear';

/** Judges an answer. `repeatable` says whether accepting it twice does no harm. */
export function judgeResponse(response: Response, repeatable: boolean): Verdict {
  if (response.ok) return 'final';
  const { status, headers } = response;
  const hint = headers.get('x-should-retry');
  if (hint === 'false' || (hint !== 'true' && !isRetryableStatus(status))) return 'final';
  return repeatable || status < 500 || status === 503 ? 'again' : 'unclear';
}

/** Judges a failure. */
export function judgeFailure(error: APIError, repeatable: boolean): Verdict {
  if (!(error instanceof APIConnectionError)) return 'final';
  if (!error.isRetryable) return 'final';
  return repeatable || error.phase === 'connect' || error.phase === 'upload' ? 'again' : 'unclear';
}
