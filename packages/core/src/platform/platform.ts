import type { ClientOptions } from '../client-options.js';
import type { APIConnectionErrorInit } from '../errors/connection-errors.js';
import type { Body, BodyWatch } from '../transport/body.js';
import type { Exchange } from '../transport/exchange.js';

/** What differs between Node and browsers. */
export interface Platform {
  /** Headers beyond the documented ones; `undefined` where none may be sent, because a preflight could refuse them. */
  extraHeaders?: Record<string, string>;
  /** Whether other people can read what this program holds. */
  isPublic?: boolean;
  /** What the environment says where the program says nothing. */
  defaults?(): ClientOptions;
  /** Makes a multipart form of fields; those named in `files` are uploads, the others text. */
  form(fields: Record<string, unknown>, files: readonly string[]): Promise<Body>;
  /** Sends one request and resolves with the beginning of its answer, following no redirect. */
  send(exchange: Exchange, body: BodyInit | undefined, signal: AbortSignal, watch: BodyWatch): Promise<Response>;
  /** What the system's error tells of a connection that failed. */
  diagnose?(cause: { code?: string; syscall?: string; message: string; errors?: Error[] }): {
    isTimeout: boolean;
    init: Partial<APIConnectionErrorInit>;
  };
}
