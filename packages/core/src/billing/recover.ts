import type { LipsyncRequest, LipsyncRequestListParams, LipsyncRequestListResponse } from '@chamelaion/contract';
import type { APIError } from '../errors/api-error.js';
import { APIConnectionTimeoutError, APIUserAbortError } from '../errors/connection-errors.js';
import { PossiblyAcceptedError } from '../errors/possibly-accepted-error.js';
import type { Answer } from '../transport/attempt.js';

/** What is known of a paid call that may have been accepted. */
export interface PaidCall {
  referenceId: string;
  idempotencyKey: string | undefined;
  /** Whether the reference was made for this call alone. */
  isOwnReference: boolean;
  /** Whether others may use the reference now. */
  isShared: () => boolean;
  /** `performance.now()` when the first attempt began. */
  startedAt: number;
  /** Lists requests; the `Date` of the answer tells the service's clock. */
  list: (query: LipsyncRequestListParams) => Promise<{ data: LipsyncRequestListResponse; response: Response }>;
  /** Waits before looking again. */
  pause: () => Promise<void>;
}

/** `Date` and `created_at` may both be cut to whole seconds. */
const CLOCK_SLACK_MS = 2000;
const PAGE = 100;

/**
 * Looks a paid call up by its reference, counting only requests created since its first attempt by the service's clock.
 *
 * @returns the answer the call would have had, or `undefined` when it was not accepted and may be sent again
 * @throws PossiblyAcceptedError when that cannot be told
 */
export async function recover(call: PaidCall, failure: APIError): Promise<Answer | undefined> {
  let found = await look(call, failure);
  if (found.candidates.length === 0 && mayStillBeWorking(failure)) {
    await call.pause();
    found = await look(call, failure);
  }
  const { candidates, isShared, since, response } = found;
  if (candidates.length === 0) return undefined;
  if (candidates.length > 1 || isShared) {
    const why = candidates.length > 1 ? `${candidates.length} requests` : 'a request';
    throw unclear(
      call,
      failure,
      since,
      candidates,
      `${why} under its reference_id, which others may share, could be it`,
    );
  }
  const text = JSON.stringify({ status: 'success', request_id: candidates[0]!.id });
  return { response: new Response(text, { status: 200, headers: response.headers }), text };
}

async function look(call: PaidCall, failure: APIError) {
  const requests: LipsyncRequest[] = [];
  let response: Response;
  let total: number;
  do {
    const page = await call
      .list({ reference_id: call.referenceId, limit: PAGE, offset: requests.length })
      .catch((error) => {
        if (APIUserAbortError.isInstance(error)) throw error;
        throw unclear(call, failure, undefined, [], `looking it up failed too (${(error as Error).message})`);
      });
    response = page.response;
    total = page.data.data.length === 0 ? 0 : page.data.pagination.total;
    requests.push(...page.data.data);
  } while (requests.length < total);
  const serverNow = Date.parse(response.headers.get('date') ?? '');
  const since = Number.isNaN(serverNow) ? undefined : serverNow - (performance.now() - call.startedAt) - CLOCK_SLACK_MS;
  const isNew = (request: LipsyncRequest): boolean =>
    call.isOwnReference || since === undefined || Date.parse(request.created_at) >= since;
  const candidates = requests.filter(isNew);
  return {
    response,
    since: since === undefined ? undefined : new Date(since),
    candidates,
    isShared: !call.isOwnReference && (call.isShared() || since === undefined || candidates.length < requests.length),
  };
}

/** After these the service may be at work on the request still. */
const mayStillBeWorking = (failure: APIError): boolean =>
  APIConnectionTimeoutError.isInstance(failure) || failure.status === 502 || failure.status === 504;

function unclear(
  call: PaidCall,
  failure: APIError,
  since: Date | undefined,
  candidates: LipsyncRequest[],
  why: string,
): PossiblyAcceptedError {
  return new PossiblyAcceptedError({
    message:
      `The call failed after it was sent (${failure.message}) and may have been accepted: ${why}. ` +
      `It was not sent again, so as not to pay twice. Look for it in requests.list({ reference_id: '${call.referenceId}' }).`,
    status: failure.status,
    headers: failure.headers,
    body: failure.body,
    attempts: failure.attempts,
    cause: failure,
    referenceId: call.referenceId,
    idempotencyKey: call.idempotencyKey,
    since,
    candidates,
  });
}
