import type { Middleware } from 'openapi-fetch';
import type { Draft } from './draft.js';

/** A request as it is described to a `RequestClient`. */
export interface RequestDescription {
  params: { path?: Record<string, string> | undefined; query: Record<string, unknown> };
  headers: Headers;
  /** For middleware to see; what is sent is up to `fetch`. */
  body: BodyInit | undefined;
  bodySerializer: (ready: unknown) => unknown;
  pathSerializer: (path: string, params: Record<string, string>) => string;
  querySerializer: (query: Record<string, unknown>) => string;
  /** Leaves the answer's body unread when all is well. */
  parseAs: 'stream';
  Request: typeof Draft | typeof Request;
  fetch: (request: Draft | Request) => Promise<Response>;
}

/** The part of openapi-fetch's client that this package stands on: it builds requests and runs middleware around `fetch`. */
export interface RequestClient {
  use(...middleware: Middleware[]): void;
  /** `error` is the body of an answer that is not ok: its JSON, or its text. */
  request(
    method: string,
    path: string,
    description: RequestDescription,
  ): Promise<{ response: Response; error?: unknown }>;
}
