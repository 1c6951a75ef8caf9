import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { finished, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from '@fastify/busboy';
import { ApiError } from '../errors/api-error.js';
import { discard, type WorkArea } from '../files/work-area.js';
import type { InputName } from '../media/media-problem.js';
import { isStorable } from '../store/requests.js';

const Busboy = busboy.Busboy ?? busboy;
const MAX_FIELD_BYTES = 64 * 1024;
const WRITE_BUFFER_BYTES = 1024 * 1024;

/** An uploaded file, whole. Storing it flushes it to the disk. */
export interface UploadedFile {
  path: string;
  /** Only with an Idempotency-Key. */
  sha256: string | undefined;
}

/** The body of `lipsync.generateWithMedia`. */
export interface UploadedForm {
  video: UploadedFile;
  audio: UploadedFile;
  maxFace: boolean;
  referenceId: string | undefined;
  /** Tells this form from any other; only with an Idempotency-Key. */
  fingerprint: string | undefined;
  /** Removes what is still there of the files. */
  discard(): Promise<void>;
}

/** How a form is read. */
export interface ReadFormOptions {
  work: WorkArea;
  /** Most bytes that one file may have. */
  maxBytes: number;
  /** Whether to compute what tells this form from others. */
  fingerprint: boolean;
}

/**
 * Streams a multipart form to the disk. Fields come in any order, files with or without a name.
 *
 * @throws ApiError what is wrong with the form; nothing of it is left on the disk then
 */
export async function readForm(request: IncomingMessage, options: ReadFormOptions): Promise<UploadedForm> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'multipart/form-data') throw new ApiError('content_type_not_multipart');
  const paths: string[] = [];
  const cleanUp = async () => {
    await Promise.all(paths.map(discard));
  };
  try {
    const { files, fields } = await parse(request, options, paths);
    return { ...checkForm(files, fields), fingerprint: fingerprintOf(options, files, fields), discard: cleanUp };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

type Files = Map<string, UploadedFile>;
type Fields = Map<string, string>;

async function parse(
  request: IncomingMessage,
  options: ReadFormOptions,
  paths: string[],
): Promise<{ files: Files; fields: Fields }> {
  const files: Files = new Map();
  const fields: Fields = new Map();
  const writes: Promise<void>[] = [];
  const streams: Readable[] = [];
  const parser = makeParser(request, options.maxBytes);

  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const malformed = (cause?: unknown) => fail(new ApiError('invalid_form', { cause }));
    /** A part ends with an error of its own when it is cut short, and with the disk's when that takes no more. */
    const partFailed = (error: Error) => ('syscall' in error ? fail(error) : malformed(error));

    parser.on('file', (name: string, stream: Readable) => {
      stream.on('error', partFailed);
      if (name !== 'video' && name !== 'audio') return void stream.resume();
      if (paths.some((path) => path.endsWith(name))) return malformed();
      const path = `${options.work.uploadPath()}_${name}`;
      paths.push(path);
      streams.push(stream);
      stream.once('limit', () => fail(new ApiError('payload_too_large')));
      const write = save(stream, path, options.fingerprint).then((file) => void files.set(name, file));
      write.catch(partFailed);
      writes.push(write);
    });
    parser.on('field', (name: string, value: string, _nameCut: boolean, valueCut: boolean) => {
      if (valueCut) malformed();
      fields.set(name, value);
    });
    parser.on('error', malformed);
    parser.once('finish', resolve);
    finished(request, { writable: false }, (error) => {
      if (error) malformed(error);
    });
    request.pipe(parser);
  }).catch(async (error) => {
    parser.destroy();
    for (const stream of streams) stream.destroy();
    await Promise.allSettled(writes);
    throw error;
  });
  await Promise.all(writes);
  return { files, fields };
}

function makeParser(request: IncomingMessage, maxBytes: number) {
  const isPartAFile = (name: string | undefined, type: string | undefined, fileName: string | undefined) =>
    name === 'video' || name === 'audio' || fileName !== undefined || type === 'application/octet-stream';
  try {
    return new Busboy({
      headers: request.headers as { 'content-type': string },
      isPartAFile,
      limits: { fileSize: maxBytes, fieldSize: MAX_FIELD_BYTES, parts: 100 },
      fileHwm: WRITE_BUFFER_BYTES,
      highWaterMark: WRITE_BUFFER_BYTES,
    });
  } catch (cause) {
    throw new ApiError('invalid_form', { cause });
  }
}

async function save(stream: Readable, path: string, withHash: boolean): Promise<UploadedFile> {
  const hash = withHash ? createHash('sha256') : undefined;
  const hashed = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash?.update(chunk);
      yield chunk;
    }
  };
  const file = createWriteStream(path, { highWaterMark: WRITE_BUFFER_BYTES });
  await (hash ? pipeline(stream, hashed, file) : pipeline(stream, file));
  return { path, sha256: hash?.digest('hex') };
}

const BOOLEANS = new Map([
  ['', false],
  ['false', false],
  ['0', false],
  ['true', true],
  ['1', true],
]);

function checkForm(files: Files, fields: Fields): Omit<UploadedForm, 'fingerprint' | 'discard'> {
  const video = fileOf(files, 'video');
  const audio = fileOf(files, 'audio');
  if (!['lipsync-2', undefined].includes(fields.get('model'))) throw new ApiError('unknown_model');
  const maxFace = BOOLEANS.get((fields.get('disable_active_speaker_detection') ?? '').trim().toLowerCase());
  const referenceId = fields.get('reference_id');
  if (maxFace === undefined || !isStorable(referenceId ?? '')) throw new ApiError('invalid_form');
  return { video, audio, maxFace, referenceId };
}

function fileOf(files: Files, name: InputName): UploadedFile {
  const file = files.get(name);
  if (!file) throw new ApiError(name === 'video' ? 'video_file_required' : 'audio_file_required');
  return file;
}

function fingerprintOf(options: ReadFormOptions, files: Files, fields: Fields): string | undefined {
  if (!options.fingerprint) return undefined;
  const parts = [
    files.get('video')?.sha256,
    files.get('audio')?.sha256,
    ...[...fields].sort(([a], [b]) => (a < b ? -1 : 1)).flat(),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
