import type { Body, BodyWatch } from '../transport/body.js';
import type { Fetch, FetchOptions } from '../transport/fetch-options.js';

/** One request as the platform sends it. */
export interface PlatformRequest {
  method: string;
  headers: Headers;
  body: BodyInit | undefined;
  signal: AbortSignal;
  watch: BodyWatch;
  fetch: Fetch | undefined;
  fetchOptions: FetchOptions | undefined;
  connectTimeout: number;
}

/** What differs between Node and browsers. */
export interface Platform {
  /** Headers beyond the documented ones; `undefined` where none may be sent, because a preflight could refuse them. */
  readonly extraHeaders: Record<string, string> | undefined;
  /** Whether other people can read what this program holds. */
  readonly isPublic: boolean;
  /** Makes a multipart form of fields; those named in `files` are uploads, the others text. */
  form(fields: Record<string, unknown>, files: readonly string[]): Promise<Body>;
  /** Sends one request and resolves with the beginning of its answer, following no redirect. */
  send(url: string, request: PlatformRequest): Promise<Response>;
}
