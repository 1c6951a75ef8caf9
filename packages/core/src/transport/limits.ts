import type { Timeouts } from '../request-options.js';

/** The time limits of an attempt, in milliseconds. */
export interface Limits {
  upload: number;
  answer: number;
  /** A pause within the answer's body. */
  pause: number;
  /** The whole answer, or its body alone where `answerTimeout` was given. */
  total: number;
  isTotalFromSent: boolean;
}

/** Completes the limits. */
export const limitsOf = ({
  timeout = 60_000,
  uploadTimeout = 60_000,
  answerTimeout,
  bodyTimeout = timeout,
}: Timeouts): Limits => ({
  upload: uploadTimeout,
  answer: answerTimeout ?? timeout,
  pause: bodyTimeout,
  total: timeout,
  isTotalFromSent: answerTimeout === undefined,
});
