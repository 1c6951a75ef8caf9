/** Bytes in memory. */
export type UploadBytes = ArrayBuffer | ArrayBufferView;

/** A Node stream, named by shape so that browser projects need no Node types. */
export interface NodeStream extends AsyncIterable<unknown> {
  readonly readable: boolean;
  pipe(...args: never[]): unknown;
}

/** A stream of bytes: of the web, or of Node. */
export type UploadStream = ReadableStream<Uint8Array> | NodeStream | AsyncIterable<Uint8Array>;

/**
 * What can be uploaded.
 *
 * - a path or a `file:` URL (Node), or an `fs.ReadStream`, which is opened again by its path for each attempt;
 * - a `Blob` or `File`, bytes in memory, a function that returns a fresh stream: each can be sent again;
 * - a `Response` or a stream: sent once, as it comes. A retry is then impossible, and fails with an `UploadError` that says so.
 */
export type UploadSource =
  | string
  | URL
  | Blob
  | UploadBytes
  | Response
  | UploadStream
  | (() => UploadStream | Promise<UploadStream>);

/** A source with what the service should know about it. */
export interface DescribedUpload {
  source: UploadSource;
  /** The file's name. Default: the source's own, or the field's name. */
  filename?: string;
  /** The media type. Default: the source's own, or told from the file name. */
  contentType?: string;
  /** The size in bytes, where the source cannot tell; with it the upload has a Content-Length. */
  size?: number;
}

/** A source, alone or described. */
export type Uploadable = UploadSource | DescribedUpload;

/** The fields of a form, with everything uploadable where the contract has a file. */
export type WithUploads<T> = { [K in keyof T]: T[K] extends Blob ? Uploadable : T[K] };
