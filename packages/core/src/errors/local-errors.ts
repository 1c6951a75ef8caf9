import { ChamelaionError } from '@chamelaion/contract';
import { APIError } from './api-error.js';

/** An argument was refused before anything was sent; `code` says which rule it broke. */
export class InvalidArgumentError extends ChamelaionError {
  static override readonly errorName = 'InvalidArgumentError';

  constructor(code: string, message: string) {
    super({ code, message });
  }
}

/** A file or stream could not be uploaded: unreadable, changed while it was sent, or not to be sent a second time. */
export class UploadError extends APIError {
  static override readonly errorName = 'UploadError';
}

/** The error of a source that broke while it was read. */
export const sourceFailed = (cause: unknown, attempts?: number): UploadError =>
  new UploadError({ message: `The source of the upload failed: ${(cause as Error).message}`, cause, attempts });

/** The service answered with success and something that is not the documented JSON. */
export class InvalidResponseError extends APIError {
  static override readonly errorName = 'InvalidResponseError';
}
