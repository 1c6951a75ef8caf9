import { ChamelaionError, type LipsyncRequest } from '@chamelaion/contract';

/**
 * The wait reached its deadline before the job ended. `code` is `wait_timeout`. The job goes on: wait again with `id`.
 *
 * @example
 * ```ts
 * catch (error) {
 *   if (WaitTimeoutError.isInstance(error)) await queue.later({ waitFor: error.id });
 * }
 * ```
 */
export class WaitTimeoutError extends ChamelaionError {
  static override readonly errorName: string = 'WaitTimeoutError';

  /** What to wait for next time: the request's UUID once it is known, else what the wait was started with. */
  readonly id: string;
  /** The request as last seen; `undefined` when no poll succeeded (then `cause` says why). */
  readonly request: LipsyncRequest | undefined;
  /** How long the wait lasted, in milliseconds. */
  readonly waitedMs: number;

  constructor(init: { id: string; request: LipsyncRequest | undefined; waitedMs: number; cause?: unknown }) {
    const state = init.request ? `still \`${init.request.status}\`` : 'never seen';
    const seconds = Math.round(init.waitedMs / 100) / 10;
    super({
      code: 'wait_timeout',
      message: `lip sync ${init.id} ${state} after waiting ${seconds} s; the job goes on: wait again with this id`,
      isRetryable: true,
      cause: init.cause,
    });
    this.id = init.id;
    this.request = init.request;
    this.waitedMs = init.waitedMs;
  }
}
