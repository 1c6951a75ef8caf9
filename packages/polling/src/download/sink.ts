/** What identifies the bytes of a remote file, so that parts of two versions are never joined. */
export interface FileVersion {
  /** The request whose video it is. */
  requestId: string;
  /** Strong ETag, if the storage host gives one. */
  etag?: string | undefined;
  /** Last-Modified, if the storage host gives one. */
  lastModified?: string | undefined;
  /** Length in bytes, if the storage host gives it. */
  totalBytes?: number | undefined;
}

/** Where a download goes: a file of which a part may be there already, or a stream. */
export interface Sink {
  /** Bytes it holds so far. */
  readonly position: number;
  /** The version that those bytes are of; `undefined` when it holds none. */
  readonly version: FileVersion | undefined;
  /** Makes it empty, ready for another version. `false` where that cannot be done. */
  restart(version: FileVersion): Promise<boolean>;
  /** Appends; resolves once more can be taken. */
  write(chunk: Uint8Array): Promise<void>;
  /** The download is whole: make it final. */
  commit(): Promise<void>;
  /** The download ends here, unfinished: keep what can be resumed, let go of everything. */
  release(reason: unknown): Promise<void>;
}

/** A Node stream that can be written to, such as `fs.createWriteStream(path)` or an HTTP response. */
export interface NodeWritable {
  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean;
  end(callback: (error?: Error | null) => void): unknown;
  destroy(error?: Error): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

/** Where a video may be written to: a path or `file:` URL (in Node), or a web or Node stream, which is ended at the end. */
export type DownloadOutput = string | URL | WritableStream<Uint8Array> | NodeWritable;

/** What a platform can do with file paths. */
export interface Files {
  /** Opens the file at a path, with what an earlier run left of it. */
  open(path: string | URL): Promise<Sink>;
  /** Rejects when no file can be written at a path. */
  check(path: string | URL): Promise<void>;
}
