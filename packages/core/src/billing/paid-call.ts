import type { Call, CallInput } from '../call.js';
import type { APIError } from '../errors/api-error.js';
import type { Platform } from '../platform/platform.js';
import type { RequestOptions } from '../request-options.js';
import type { Answer } from '../transport/attempt.js';
import { recover } from './recover.js';
import { holdReference, randomId } from './reference.js';

/** What makes a billed call safe to lose: a reference to find it by, and a key that lets the service see a repetition. */
export interface PaidCall {
  /** The call's body, with its reference. */
  body: Record<string, unknown>;
  referenceId: string;
  idempotencyKey: string | undefined;
  /** Whether the reference was made for this call alone. */
  isOwnReference: boolean;
  /** Whether others may use the reference now. */
  isShared(): boolean;
  /** `performance.now()` before the first attempt. */
  startedAt: number;
  recover(failure: APIError): Promise<Answer | undefined>;
  release(): void;
}

/** Prepares a billed call: gives it a reference where the caller gave none. */
export function paidCall(call: Call, body: CallInput['body'], options: RequestOptions, platform: Platform): PaidCall {
  const given = { ...body, ...options.body } as { reference_id?: string };
  const referenceId = given.reference_id || `chamelaion-${randomId()}`;
  const hold = holdReference(referenceId);
  const paid: PaidCall = {
    body: { ...given, reference_id: referenceId },
    referenceId,
    idempotencyKey: options.idempotencyKey ?? (platform.extraHeaders && randomId()),
    isOwnReference: !given.reference_id,
    isShared: () => options.sharedReference || hold.isShared(),
    startedAt: performance.now(),
    recover: (failure) => recover(paid, call, options, failure),
    release: hold.release,
  };
  return paid;
}
