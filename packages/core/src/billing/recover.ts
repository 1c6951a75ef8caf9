import type { LipsyncRequest } from '@chamelaion/contract';
import type { Call } from '../call.js';
import type { APIError } from '../errors/api-error.js';
import { APIConnectionTimeoutError, APIUserAbortError } from '../errors/connection-errors.js';
import { PossiblyAcceptedError } from '../errors/possibly-accepted-error.js';
import type { RequestOptions } from '../request-options.js';
import { LipsyncRequestsResource } from '../resources.gen.js';
import { pause } from '../retry/backoff.js';
import type { Answer } from '../transport/attempt.js';
import type { PaidCall } from './paid-call.js';

/** `Date` and `created_at` may both be cut to whole seconds. */
const CLOCK_SLACK_MS = 2000;
const LOOK_AGAIN_MS = 1000;

/**
 * Looks a paid call up by its reference, counting only requests created since its first attempt by the service's clock.
 *
 * @returns the answer the call would have had, or `undefined` when it was not accepted and may be sent again
 * @throws PossiblyAcceptedError when that cannot be told
 */
export async function recover(
  paid: PaidCall,
  call: Call,
  options: RequestOptions,
  failure: APIError,
): Promise<Answer | undefined> {
  const { referenceId, idempotencyKey, isOwnReference, isShared, startedAt } = paid;
  const { attempts, status } = failure;
  let candidates: LipsyncRequest[] = [];
  let since: Date | undefined;

  const unclear = (why: string): PossiblyAcceptedError =>
    new PossiblyAcceptedError({
      ...failure,
      code: undefined,
      status: undefined,
      isRetryable: false,
      cause: failure,
      referenceId,
      idempotencyKey,
      since,
      candidates,
      message: `${failure.message} The call may have been accepted (${why}), so it was not sent again. List its reference_id, ${referenceId}, to find out.`,
    });

  const look = async (): Promise<Answer | undefined> => {
    const { data: page, response } = await new LipsyncRequestsResource(call)
      .list({ reference_id: referenceId, limit: 100 }, { ...options, query: undefined, body: undefined })
      .withResponse()
      .catch((error) => {
        throw APIUserAbortError.isInstance(error) ? error : unclear(`listing failed too: ${error.message}`);
      });
    const { headers } = response;
    const begun = Date.parse(headers.get('date') ?? '') - (performance.now() - startedAt) - CLOCK_SLACK_MS;
    since = begun ? new Date(begun) : undefined;
    candidates = page.data.filter((request) => isOwnReference || !(Date.parse(request.created_at) < begun));
    const [request, another] = candidates;
    if (!request) return undefined;
    const hasOlder = candidates.length < page.pagination.total;
    if (another || (!isOwnReference && (!since || hasOlder || isShared()))) {
      throw unclear('others may use its reference');
    }
    const text = JSON.stringify({ status: 'success', request_id: request.id });
    return { response: new Response(text, { headers }), text, attempts };
  };

  const found = await look();
  if (found) return found;
  // After these the service may be at work on the request still.
  if (!(APIConnectionTimeoutError.isInstance(failure) || status === 502 || status === 504)) return undefined;
  await pause(LOOK_AGAIN_MS, options.signal, attempts);
  return look();
}
