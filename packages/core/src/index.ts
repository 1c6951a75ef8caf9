import type { LipsyncGenerateWithMediaParams as FormFields } from '@chamelaion/contract';
import { Chamelaion } from './chamelaion.js';
import type { WithUploads } from './uploads/uploadable.js';

/** The body of `lipsync.generateWithMedia`: files given in any way that can be uploaded. */
export type LipsyncGenerateWithMediaParams = WithUploads<FormFields>;

export type {
  Environment,
  Health,
  LipsyncGenerate,
  LipsyncGenerateParams,
  LipsyncInput,
  LipsyncModel,
  LipsyncRequest,
  LipsyncRequestListParams,
  LipsyncRequestListResponse,
  LipsyncStatus,
  OperationId,
  Pagination,
  User,
} from '@chamelaion/contract';
export { ChamelaionError } from '@chamelaion/contract';
export type { APIPromise, WithResponse } from './api-promise.js';
export type { ClientOptions } from './client-options.js';
export { APIError } from './errors/api-error.js';
export {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type Phase,
} from './errors/connection-errors.js';
export type { ErrorOf } from './errors/error-of.js';
export { InvalidArgumentError, InvalidResponseError, UploadError } from './errors/local-errors.js';
export { PossiblyAcceptedError } from './errors/possibly-accepted-error.js';
export {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  TokenLimitError,
  UnprocessableEntityError,
} from './errors/status-errors.js';
export type { LogLevel, LogSink } from './log/logger.js';
export type { Middleware, MiddlewareContext } from './middleware.js';
export type { Page, PagePromise } from './pagination.js';
export type { HeadersLike, RequestOptions, Retry, Timeouts } from './request-options.js';
export type { UploadProgress } from './transport/body.js';
export type { Fetch, FetchOptions } from './transport/fetch-options.js';
export type {
  DescribedUpload,
  NodeStream,
  Uploadable,
  UploadBytes,
  UploadSource,
  UploadStream,
} from './uploads/uploadable.js';
export { Chamelaion };
export default Chamelaion;
