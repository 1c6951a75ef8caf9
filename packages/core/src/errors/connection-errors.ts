import { APIError, type APIErrorInit } from './api-error.js';

/**
 * How far an attempt had come when it failed:
 * `connect` nothing was sent, `upload` the body was sent in part, `answer` it was sent and no answer began, `body` the answer broke off.
 */
export type Phase = 'connect' | 'upload' | 'answer' | 'body';

/** What an `APIConnectionError` is made from. */
export interface APIConnectionErrorInit extends APIErrorInit {
  phase: Phase;
}

/** No complete answer came: refused, reset, cut short, not resolved. `cause.code` names the system's reason. */
export class APIConnectionError extends APIError {
  static override readonly errorName: string = 'APIConnectionError';

  /** How far the last attempt had come. */
  declare readonly phase: Phase;

  constructor(init: APIConnectionErrorInit) {
    super({ isRetryable: true, ...init });
    this.phase = init.phase;
  }
}

/** One of the timeouts passed; `phase` says which. */
export class APIConnectionTimeoutError extends APIConnectionError {
  static override readonly errorName = 'APIConnectionTimeoutError';
}

/** The caller's signal aborted the call; `cause` is the signal's reason. */
export class APIUserAbortError extends APIError {
  static override readonly errorName = 'APIUserAbortError';
}
