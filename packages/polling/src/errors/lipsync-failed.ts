import { ChamelaionError, type LipsyncRequest } from '@chamelaion/contract';

/** The job itself ended as `failed`. `code` is `lipsync_failed`; asking again gives the same answer. */
export class LipsyncFailedError extends ChamelaionError {
  static override readonly errorName: string = 'LipsyncFailedError';

  /** The failed request; its `error_message` says why. */
  readonly request: LipsyncRequest;

  constructor(request: LipsyncRequest) {
    const reason = request.error_message ?? 'the service gave no reason';
    super({ code: 'lipsync_failed', message: `lip sync ${request.id} failed: ${reason}` });
    this.request = request;
  }
}
