import type { Timeouts } from '../request-options.js';

/** The time limits of an attempt, complete. */
export interface Limits {
  upload: number;
  answer: number;
  /** Pause within the body. */
  body: number;
  /** The whole answer, or the whole body where `answerTimeout` was given. */
  total: number;
  /** Whether `total` counts from the sending on. */
  totalFromSent: boolean;
}

const DEFAULT = 60_000;

/** Completes the limits given for a call, then for the client. */
export function limitsOf(call: Timeouts, client: Timeouts): Limits {
  const total = call.timeout ?? client.timeout ?? DEFAULT;
  const answer = call.answerTimeout ?? client.answerTimeout;
  return {
    upload: call.uploadTimeout ?? client.uploadTimeout ?? DEFAULT,
    answer: answer ?? total,
    body: call.bodyTimeout ?? client.bodyTimeout ?? total,
    total,
    totalFromSent: answer === undefined,
  };
}
