import { ChamelaionError, type LipsyncRequest } from '@chamelaion/contract';

/** The caller's signal ended the wait. `code` is `wait_aborted`, `cause` is the signal's reason. The job goes on. */
export class WaitAbortedError extends ChamelaionError {
  static override readonly errorName: string = 'WaitAbortedError';

  /** What to wait for to go on; `undefined` when several jobs were waited for. */
  readonly id: string | undefined;
  /** The request as last seen, if it was. */
  readonly request: LipsyncRequest | undefined;

  constructor(id: string | undefined, request: LipsyncRequest | undefined, reason: unknown) {
    const what = id === undefined ? 'the wait' : `the wait for lip sync ${id}`;
    super({ code: 'wait_aborted', message: `${what} was aborted; the job goes on`, cause: reason });
    this.id = id;
    this.request = request;
  }
}
