import type { OperationId } from '@chamelaion/contract';
import type { APIPromise } from './api-promise.js';
import type { PagePromise } from './pagination.js';
import type { RequestOptions } from './request-options.js';

/** The input of one operation, by where it goes. */
export interface CallInput {
  path?: Record<string, string>;
  query?: object | null | undefined;
  body?: object;
  /** Names of the body's fields that are uploads; a body with them is sent as a form. */
  files?: readonly string[];
}

/** What the generated resources call. */
export interface Call {
  one<T>(id: OperationId, input: CallInput, options?: RequestOptions): APIPromise<T>;
  page<T>(id: OperationId, input: CallInput, options?: RequestOptions): PagePromise<T>;
}
