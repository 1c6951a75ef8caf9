import { ChamelaionError, type ErrorCode, errorCatalogue } from '@chamelaion/contract';

/** An answer of the error catalogue: status and message come from there. */
export class ApiError extends ChamelaionError {
  static override readonly errorName = 'ApiError';
  /** For the Retry-After header, where the caller should come back. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: { retryAfterSeconds?: number; cause?: unknown } = {}) {
    const { status, message } = errorCatalogue[code];
    super({ code, status, message, cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
