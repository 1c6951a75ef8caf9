import type { Retry } from 'chamelaion';
import { exitCodes } from '../errors/exit-codes.js';
import { reportOf } from '../errors/report.js';
import { formatDuration } from '../output/format.js';

/** Waits of 35 to 48 s in all: 0.5, 1, 2, 4 and five times 8 s, each less up to a quarter. */
const MAX_RETRIES = 9;
/** What the client does by itself. */
const USUAL_RETRIES = 2;

/** How calls are tried again whose connection is cut. Goes with the other options of a call. */
export interface Patience {
  maxRetries: number;
  onRetry(retry: Retry): boolean;
}

/**
 * Lets calls outlast a network that is gone for half a minute. A service that was not reached before, one that answers
 * with an error and one that does not answer in time are given up as soon as usual.
 *
 * @param tell Told of each retry in a sentence or two.
 */
export function patience(tell: (text: string, retry: Retry) => void): Patience & { reached(): void } {
  let wasReached = false;
  return {
    maxRetries: MAX_RETRIES,
    reached() {
      wasReached = true;
    },
    onRetry(retry) {
      const { error, delayMs } = retry;
      const { exitCode, message } = reportOf(error);
      const isConnecting = (error as { phase?: string }).phase === 'connect';
      const isCut = exitCode === exitCodes.network && (isConnecting || error.name !== 'APIConnectionTimeoutError');
      wasReached ||= !isConnecting;
      if (error.attempts > USUAL_RETRIES && !(isCut && wasReached)) return false;
      const what = exitCode === exitCodes.network ? message : `The service answered ${error.status}.`;
      tell(`${what} Trying again in ${formatDuration(delayMs)}.`, retry);
      return true;
    },
  };
}
