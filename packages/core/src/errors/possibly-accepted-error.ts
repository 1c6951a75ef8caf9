import type { LipsyncRequest } from '@chamelaion/contract';
import { APIError, type APIErrorInit } from './api-error.js';

/** What a `PossiblyAcceptedError` is made from. */
export interface PossiblyAcceptedErrorInit extends APIErrorInit {
  referenceId: string | undefined;
  idempotencyKey: string | undefined;
  since: Date | undefined;
  candidates: LipsyncRequest[];
}

/**
 * A paid call failed after it was sent, and whether the service accepted it cannot be told:
 * sending it again could pay twice, so it was not sent again.
 *
 * To find out, look at `candidates`, or later at `client.lipsync.requests.list({ reference_id: error.referenceId })`
 * for requests created since `error.since`. `cause` is the failure itself.
 */
export class PossiblyAcceptedError extends APIError {
  static override readonly errorName = 'PossiblyAcceptedError';

  /** The reference_id that was sent. */
  declare readonly referenceId: string | undefined;
  /** The Idempotency-Key that was sent, where one was. */
  declare readonly idempotencyKey: string | undefined;
  /** When the first attempt began, by the service's clock, where that is known. */
  declare readonly since: Date | undefined;
  /** The requests that may be the one: same reference, created since. Empty when they could not be listed. */
  declare readonly candidates: LipsyncRequest[];

  constructor(init: PossiblyAcceptedErrorInit) {
    super(init);
    const { referenceId, idempotencyKey, since, candidates } = init;
    Object.assign(this, { referenceId, idempotencyKey, since, candidates });
  }
}
