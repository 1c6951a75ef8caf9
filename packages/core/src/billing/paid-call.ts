import type { LipsyncRequestListResponse } from '@chamelaion/contract';
import type { Call, CallInput } from '../call.js';
import type { APIError } from '../errors/api-error.js';
import type { Platform } from '../platform/platform.js';
import type { RequestOptions } from '../request-options.js';
import { pause } from '../retry/backoff.js';
import type { Answer } from '../transport/attempt.js';
import { recover } from './recover.js';
import { holdReference, uuid } from './reference.js';

/** What makes a billed call safe to lose: a reference to find it by, and a key that lets the service see a repetition. */
export interface PreparedPaidCall {
  input: CallInput;
  idempotencyKey: string | undefined;
  recover(failure: APIError): Promise<Answer | undefined>;
  release(): void;
}

const LOOK_AGAIN_MS = 1000;

/** Prepares a billed call: gives it a reference where the caller gave none. */
export function paidCall(call: Call, input: CallInput, options: RequestOptions, platform: Platform): PreparedPaidCall {
  const fields = { ...input.body, ...options.body } as { reference_id?: string };
  const isOwnReference = !fields.reference_id;
  const referenceId = fields.reference_id || `chamelaion-${uuid()}`;
  const idempotencyKey = options.idempotencyKey ?? (platform.extraHeaders ? uuid() : undefined);
  const hold = holdReference(referenceId);
  const startedAt = performance.now();
  const { headers, timeout, maxRetries, signal, fetchOptions } = options;
  return {
    input: { ...input, body: { ...fields, reference_id: referenceId } },
    idempotencyKey,
    release: hold.release,
    recover: (failure) =>
      recover(
        {
          referenceId,
          idempotencyKey,
          isOwnReference,
          isShared: () => options.sharedReference === true || hold.isShared(),
          startedAt,
          list: (query) =>
            call
              .one<LipsyncRequestListResponse>(
                'lipsync.requests.list',
                { query },
                { headers, timeout, maxRetries, signal, fetchOptions },
              )
              .withResponse(),
          pause: () => pause(LOOK_AGAIN_MS, signal ?? undefined, failure.attempts),
        },
        failure,
      ),
  };
}
