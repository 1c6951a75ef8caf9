import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, UploadError } from '../errors/local-errors.js';
import { describe, notUploadable } from './describe.js';
import { mediaType } from './media-type.js';
import type { Uploadable, UploadBytes } from './uploadable.js';

/** A file of a form, ready to be read. */
export interface Source {
  /** The form's field. */
  field: string;
  filename: string;
  contentType: string;
  size: number | undefined;
  /** Why it cannot be read twice; `undefined` when it can. */
  oneShot: string | undefined;
  read(): AsyncIterable<unknown>;
  /** Ends what is being read, also while it gives nothing, and what will not be read any more. */
  release(): void;
}

interface FileStream {
  path: string | Uint8Array;
  bytesRead: number;
  start?: number;
  end?: number;
  destroy(): void;
  on(event: 'error', listener: () => void): void;
}

const CHUNK = 256 * 1024;

/**
 * Makes a source of anything uploadable; files are looked at, not opened.
 *
 * @throws InvalidArgumentError for what cannot be uploaded, UploadError for a file that cannot be read
 */
export async function nodeSource(field: string, value: Uploadable): Promise<Source> {
  const { source, ...described } = describe(value);
  const plain = await sourceOf(field, source);
  const filename = described.filename ?? plain.filename ?? field;
  return {
    oneShot: undefined,
    release() {},
    ...plain,
    field,
    filename,
    contentType: described.contentType || plain.contentType || mediaType(filename),
    size: plain.size ?? described.size,
  };
}

type Plain = Partial<Omit<Source, 'field' | 'read'>> & Pick<Source, 'read'>;

async function sourceOf(field: string, source: unknown): Promise<Plain> {
  if (typeof source === 'string' || source instanceof URL) return fileSource(field, pathOf(field, source));
  if (typeof source === 'function') return factorySource(field, source as () => unknown);
  if (isBytes(source)) {
    const bytes = bytesOf(source);
    return { size: bytes.byteLength, read: () => oneChunk(bytes) };
  }
  if (typeof source !== 'object' || source === null) throw notUploadable(field, source, HINT);
  if (isFileStream(source)) {
    source.on('error', () => {});
    source.destroy();
    return fileSource(field, String(source.path), source.start, source.end);
  }
  if (isBlob(source)) {
    const { name, type, size } = source as File;
    const named = name === undefined ? {} : { filename: name };
    return { ...named, contentType: type, size, read: () => source.stream() as unknown as AsyncIterable<unknown> };
  }
  if ('arrayBuffer' in source && 'headers' in source) return responseSource(field, source as Response);
  return streamSource(field, source);
}

const HINT = 'give a path, a file: URL, a Blob, bytes, a Response, a stream or a function that returns a stream';

function pathOf(field: string, source: string | URL): string {
  const text = String(source);
  if (/^https?:/i.test(text)) {
    throw new InvalidArgumentError(
      'not_uploadable',
      `\`${field}\` is a web address: pass it to lipsync.generate(), which lets the service fetch it, or give (await fetch(url)).`,
    );
  }
  if (!text.startsWith('file:')) return source as string;
  try {
    return fileURLToPath(text);
  } catch (cause) {
    throw notUploadable(field, source, (cause as Error).message);
  }
}

async function fileSource(field: string, path: string, start = 0, end = Number.POSITIVE_INFINITY): Promise<Plain> {
  const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new UploadError({ code: 'upload_unreadable', message: `Cannot read ${field} from ${path}: ${why}.`, cause });
  });
  if (!stats.isFile()) {
    throw new UploadError({
      code: 'upload_unreadable',
      message: `Cannot read ${field} from ${path}: it is not a file.`,
    });
  }
  const size = Math.max(0, Math.min(stats.size, end + 1) - start);
  return { filename: basename(path), size, read: () => readFile(path, start, size) };
}

async function* readFile(path: string, start: number, size: number): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    for (let at = 0; at < size; ) {
      const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK, size - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, start + at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield bytesRead === chunk.byteLength ? chunk : chunk.subarray(0, bytesRead);
    }
  } finally {
    await file?.close();
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function responseSource(field: string, response: Response): Plain {
  if (!response.body || response.bodyUsed) throw notUploadable(field, response, 'its body has been read already');
  const { headers, body } = response;
  const length = headers.get('content-encoding') ? Number.NaN : Number(headers.get('content-length') ?? Number.NaN);
  const name = basename(response.url ? new URL(response.url).pathname : '');
  const type = headers.get('content-type') ?? '';
  return {
    ...streamSource(field, body, 'a Response can be read once'),
    ...(name ? { filename: decoded(name) } : {}),
    contentType: type,
    size: Number.isNaN(length) ? undefined : length,
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function factorySource(field: string, factory: () => unknown): Plain {
  let stop = (): void => {};
  return {
    async *read() {
      const opened = openStream(field, await factory(), 'the function must return a stream');
      stop = opened.stop;
      yield* opened.chunks;
    },
    release: () => stop(),
  };
}

function streamSource(field: string, stream: unknown, why = 'a stream can be read once'): Plain {
  const { chunks, stop } = openStream(field, stream, HINT);
  return {
    oneShot: `${why}. Give a path, a Blob or a function that returns a fresh stream.`,
    read: () => chunks,
    release: stop,
  };
}

type AnyStream = Partial<ReadableStream & Readable>;

/** A stream's chunks, and how to end it while it gives none. */
function openStream(field: string, given: unknown, hint: string): { chunks: AsyncIterable<unknown>; stop(): void } {
  const stream = Object(given) as AnyStream;
  if (!(Symbol.asyncIterator in stream)) throw notUploadable(field, given, hint);
  if (stream.locked || stream.destroyed || stream.readableEnded) {
    throw notUploadable(field, given, 'it has ended already, or is being read elsewhere');
  }
  if (stream.getReader) {
    const reader = stream.getReader();
    return { chunks: chunksOf(reader), stop: () => void reader.cancel().catch(() => {}) };
  }
  stream.on?.('error', () => {});
  return { chunks: stream as AsyncIterable<unknown>, stop: () => void stream.destroy?.() };
}

async function* chunksOf(reader: ReadableStreamDefaultReader): AsyncGenerator<unknown> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

const isBytes = (value: unknown): value is UploadBytes => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

const bytesOf = (value: UploadBytes): Uint8Array =>
  value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);

const isBlob = (value: object): value is Blob => 'arrayBuffer' in value && 'stream' in value && 'size' in value;

/** A stream of a file that nothing has been read from: it can be opened again by its path. */
const isFileStream = (value: object): value is FileStream =>
  'bytesRead' in value &&
  value.bytesRead === 0 &&
  'path' in value &&
  !!value.path &&
  'pipe' in value &&
  'flags' in value;
