import type { APIError } from '../errors/api-error.js';

/** How much of an upload has been sent. */
export interface UploadProgress {
  /** Bytes handed to the network, the form's own framing included. */
  sentBytes: number;
  /** Bytes in all, `undefined` where a stream's size is not known. */
  totalBytes: number | undefined;
}

/** What a body being sent reports. */
export interface BodyWatch {
  progress(sentBytes: number, totalBytes: number | undefined): void;
  /** The last byte has been handed over. */
  sent(): void;
  /** The body itself failed: a file changed, a stream broke. */
  failed(error: unknown): void;
}

/** A body being sent. */
export interface OpenBody {
  init: BodyInit;
  /** Frees what is still open, after any outcome. */
  close(): void;
}

/** A request's body, opened once an attempt. */
export interface Body {
  /** `content-type` and `content-length`, where the platform does not tell them by itself. */
  headers?: Record<string, string>;
  /** Whether it reports its progress, and when it has been sent. */
  isWatched?: boolean;
  /** Throws when it cannot be sent a second time, after the failure that asks for it. */
  assertRepeatable?(failure: APIError): void;
  open(watch?: BodyWatch): OpenBody;
  /** Frees what was never opened. */
  release?(): void;
}

/** A body that is at hand. */
export const readyBody = (init: BodyInit): Body => ({ open: () => ({ init, close() {} }) });
