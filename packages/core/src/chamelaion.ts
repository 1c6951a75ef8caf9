import type * as contract from '@chamelaion/contract';
import { ChamelaionError } from '@chamelaion/contract';
import type { APIPromise } from './api-promise.js';
import { Caller } from './caller.js';
import type { ClientOptions } from './client-options.js';
import { configOf } from './config.js';
import { APIError } from './errors/api-error.js';
import { APIConnectionError, APIConnectionTimeoutError, APIUserAbortError } from './errors/connection-errors.js';
import { InvalidArgumentError, InvalidResponseError, UploadError } from './errors/local-errors.js';
import { PossiblyAcceptedError } from './errors/possibly-accepted-error.js';
import {
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
import { platform } from './platform/current.js';
import type { RequestOptions } from './request-options.js';
import { Resources } from './resources.gen.js';
import type { Uploadable, WithUploads } from './uploads/uploadable.js';

// Aliases, not renamed imports: bundling the declarations undoes a rename, and the namespace's types would name themselves.
type Options = ClientOptions;
type CallOptions = RequestOptions;
type UploadableInput = Uploadable;

/**
 * The client of the Chamelaion lip sync API.
 *
 * @example
 * ```ts
 * const client = new Chamelaion(); // the key is in CHAMELAION_API_KEY
 * const { request_id } = await client.lipsync.generateWithMedia({ video: 'talk.mp4', audio: 'voice.wav' });
 * const request = await client.lipsync.requests.retrieve(request_id);
 * ```
 */
export class Chamelaion extends Resources {
  static readonly ChamelaionError = ChamelaionError;
  static readonly APIError = APIError;
  static readonly APIConnectionError = APIConnectionError;
  static readonly APIConnectionTimeoutError = APIConnectionTimeoutError;
  static readonly APIUserAbortError = APIUserAbortError;
  static readonly BadRequestError = BadRequestError;
  static readonly AuthenticationError = AuthenticationError;
  static readonly PermissionDeniedError = PermissionDeniedError;
  static readonly NotFoundError = NotFoundError;
  static readonly ConflictError = ConflictError;
  static readonly TokenLimitError = TokenLimitError;
  static readonly UnprocessableEntityError = UnprocessableEntityError;
  static readonly RateLimitError = RateLimitError;
  static readonly InternalServerError = InternalServerError;
  static readonly PossiblyAcceptedError = PossiblyAcceptedError;
  static readonly UploadError = UploadError;
  static readonly InvalidResponseError = InvalidResponseError;
  static readonly InvalidArgumentError = InvalidArgumentError;

  /** Where the service is, up to and with `/api`. */
  readonly baseURL: string;
  readonly #caller: Caller;

  /**
   * @throws InvalidArgumentError when the base URL, the environment or the key cannot be right
   */
  constructor(options: Options = {}) {
    const config = configOf(options, platform);
    const caller = new Caller(config, platform);
    super(caller);
    this.#caller = caller;
    this.baseURL = config.baseURL;
    if (platform.isPublic && Object.keys(config.auth).length > 0) {
      config.log('warn', () => 'Everyone who opens this page can read the API key: call from a server.');
    }
  }

  /** Sends a GET to any path of the API, documented or not: `client.get('/v1/new', { query })`. */
  get<T = unknown>(path: string, options?: CallOptions): APIPromise<T> {
    return this.#caller.any('GET', path, options);
  }

  /** Sends a POST. When it fails after it was sent it is not repeated, because it may have been accepted. */
  post<T = unknown>(path: string, options?: CallOptions): APIPromise<T> {
    return this.#caller.any('POST', path, options);
  }
}

export declare namespace Chamelaion {
  export type ClientOptions = Options;
  export type RequestOptions = CallOptions;
  export type Uploadable = UploadableInput;
  export type Health = contract.Health;
  export type User = contract.User;
  export type LipsyncGenerate = contract.LipsyncGenerate;
  export type LipsyncGenerateParams = contract.LipsyncGenerateParams;
  export type LipsyncGenerateWithMediaParams = WithUploads<contract.LipsyncGenerateWithMediaParams>;
  export type LipsyncInput = contract.LipsyncInput;
  export type LipsyncRequest = contract.LipsyncRequest;
  export type LipsyncStatus = contract.LipsyncStatus;
  export type LipsyncRequestListParams = contract.LipsyncRequestListParams;
  export type LipsyncRequestListResponse = contract.LipsyncRequestListResponse;
  export type Pagination = contract.Pagination;
}
