import type { APIPromise } from './api-promise.js';
import type { PagePromise } from './pagination.js';
import type { RequestOptions } from './request-options.js';

/** What the client must know of an operation. */
export interface Operation {
  method: string;
  path: string;
  /** Answers without a key. */
  isPublic?: boolean;
  /** Costs money: never repeated when it may have been accepted. */
  isBilled?: boolean;
  /** Not in the contract: its answer may be anything. */
  isUndocumented?: boolean;
  /** Answers a page of a list. */
  isPage?: boolean;
}

/** The input of one operation, by where it goes. */
export interface CallInput {
  path?: Record<string, string>;
  query?: object | null | undefined;
  body?: object | undefined;
  /** Names of the body's fields that are uploads; a body with them is sent as a form. */
  files?: readonly string[];
}

/** What the generated resources call. */
export interface Call {
  one<T>(operation: Operation, input: CallInput, options?: RequestOptions): APIPromise<T>;
  page<T>(operation: Operation, input: CallInput, options?: RequestOptions): PagePromise<T>;
}
