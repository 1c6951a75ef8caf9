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
  /** `undefined` leaves the header to the platform. */
  contentType: string | undefined;
  /** Bytes in all, where known. */
  size: number | undefined;
  /** Whether the body reports when it has been sent. */
  watched: boolean;
  /** Why it cannot be sent a second time; `undefined` when it can. */
  oneShot: string | undefined;
  open(watch: BodyWatch): OpenBody;
  /** Frees what was never opened. */
  release(): void;
}

/** A body of JSON text. */
export const jsonBody = (text: string): Body => ({
  contentType: 'application/json',
  size: undefined,
  watched: false,
  oneShot: undefined,
  open: () => ({ init: text, close() {} }),
  release() {},
});
