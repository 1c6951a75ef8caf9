import type { OperationId, operations } from '@chamelaion/contract';
import type { APIError } from './api-error.js';
import type { APIConnectionError, APIUserAbortError } from './connection-errors.js';
import type { InvalidResponseError, UploadError } from './local-errors.js';
import type { PossiblyAcceptedError } from './possibly-accepted-error.js';
import type {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  TokenLimitError,
  UnprocessableEntityError,
} from './status-errors.js';

interface ByStatus {
  400: BadRequestError;
  401: AuthenticationError;
  403: PermissionDeniedError;
  404: NotFoundError;
  409: ConflictError;
  412: TokenLimitError;
  422: UnprocessableEntityError;
  429: RateLimitError;
}

type OfStatus<Status extends number> = Status extends keyof ByStatus
  ? ByStatus[Status]
  : Status extends 500 | 501 | 502 | 503 | 504
    ? InternalServerError & { readonly status: Status }
    : APIError & { readonly status: Status };

/**
 * The errors that an operation is documented to fail with, told apart by `status`; those without an answer have none.
 *
 * @example
 * ```ts
 * const failure = error as ErrorOf<'lipsync.generate'>;
 * if (failure.status === 412) buyMore(failure); // a TokenLimitError
 * ```
 */
export type ErrorOf<Id extends OperationId> =
  | OfStatus<Exclude<keyof operations[Id]['responses'] & number, 200>>
  | (InvalidResponseError & { readonly status: 200 })
  | ((APIConnectionError | APIUserAbortError | UploadError | PossiblyAcceptedError) & { readonly status: undefined });
