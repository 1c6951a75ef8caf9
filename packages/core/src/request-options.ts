import type { APIError } from './errors/api-error.js';
import type { UploadProgress } from './transport/body.js';
import type { FetchOptions } from './transport/fetch-options.js';

/** Headers to add; `null` or `undefined` takes one away that the client would send. */
export type HeadersLike = Headers | Record<string, string | null | undefined>;

/** The time limits of one attempt, in milliseconds; `Infinity` means none. */
export interface Timeouts {
  /**
   * How long the whole answer may take, counted from the moment the request is sent: waiting for it, and its body. Default 60 000.
   * Sending is never limited in total. With `answerTimeout`, it counts from the beginning of the answer.
   */
  timeout?: number | undefined;
  /** How long an upload may make no progress. Default 60 000. */
  uploadTimeout?: number | undefined;
  /** How long the beginning of the answer may take. Default: `timeout`. */
  answerTimeout?: number | undefined;
  /** How long the answer's body may pause. Default: `timeout`. */
  bodyTimeout?: number | undefined;
}

/** What the client is about to try again. */
export interface Retry {
  /** What failed; its `attempts` are those made so far. */
  error: APIError;
  /** How long the client waits first, in milliseconds. */
  delayMs: number;
}

/** What can be said of a single call. */
export interface RequestOptions extends Timeouts {
  /** Headers to add, or to take away with `null`. */
  headers?: HeadersLike | undefined;
  /** Query parameters to add. */
  query?: Record<string, unknown> | undefined;
  /** Body fields to add, or to put in place of others. */
  body?: Record<string, unknown> | undefined;
  /** How many times to try again. Default: the client's. */
  maxRetries?: number | undefined;
  /**
   * Told before each retry; `false` sends nothing again and ends the call with what failed. Also told of the retries
   * of the look-up by which a paid call that may have been accepted is found.
   *
   * @example
   * ```ts
   * await client.lipsync.generateWithMedia(files, {
   *   maxRetries: 9,
   *   onRetry: ({ error, delayMs }) => console.error(`${error.message} Again in ${delayMs} ms.`),
   * });
   * ```
   */
  onRetry?: ((retry: Retry) => unknown) | undefined;
  /** Aborts the call at once, also while it waits to try again. */
  signal?: AbortSignal | null | undefined;
  /** The Idempotency-Key of a paid call. Default: a random one in Node, none in browsers. */
  idempotencyKey?: string | undefined;
  /**
   * Whether others may start jobs under the same `reference_id` at the same time, as in a batch. Default `false`.
   * When such a call fails and may have been accepted, nothing is guessed: it rejects with `PossiblyAcceptedError`.
   */
  sharedReference?: boolean | undefined;
  /** Told how much of an upload has been sent; starts again at 0 with each attempt. */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
  /** More options for `fetch`, such as `{ dispatcher }`. */
  fetchOptions?: FetchOptions | undefined;
}
