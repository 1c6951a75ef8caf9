import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type ApiServer, serve } from './api-server.js';

/** A storage host with one file, which it serves by Range and If-Range; faults are switched on by the test. */
export interface Storage extends ApiServer {
  file: Buffer;
  /** Bytes of bodies handed to sockets. */
  sentBytes: number;
}

export interface StorageFaults {
  /** Runs before the file is served; true means that it has answered. */
  before?: (request: IncomingMessage, response: ServerResponse, count: number) => boolean | undefined;
  /** Closes the connection after so many bytes of the body. */
  cutAfter?: (count: number) => number | undefined;
  /** `false`: answers every request with the whole file. */
  ranges?: boolean;
  /** `true`: serves a range of whatever the file is by now. */
  ignoresIfRange?: boolean;
  /** Milliseconds between pieces of 64 KiB. */
  pauseMs?: number;
  etag?: string | undefined;
}

const PIECE = 64 * 1024;

export function makeFile(bytes: number, seed = 1): Buffer {
  const block = createHash('sha512').update(String(seed)).digest();
  const file = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += block.length) {
    block.writeUInt32LE(at, 0);
    block.copy(file, at);
  }
  return file;
}

export async function serveFile(file: Buffer, faults: StorageFaults = {}): Promise<Storage> {
  const server = (await serve(async (request, response, count) => {
    if (faults.before?.(request, response, count)) return;
    const etag = 'etag' in faults ? faults.etag : `"${createHash('sha1').update(storage.file).digest('hex')}"`;
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const condition = faults.ignoresIfRange ? undefined : request.headers['if-range'];
    const isCurrent = condition === undefined || condition === etag;
    const from = range && isCurrent && faults.ranges !== false ? Number(range[1]) : 0;
    const total = storage.file.length;
    if (from >= total && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': total - from,
      ...(etag && { etag }),
      ...(from > 0 && { 'content-range': `bytes ${from}-${total - 1}/${total}` }),
    });
    const cutAt = faults.cutAfter?.(count) ?? Number.POSITIVE_INFINITY;
    await pipeline(pieces(from, cutAt), response).catch(() => {});
  })) as Storage;
  async function* pieces(from: number, cutAt: number) {
    for (let at = from; at < storage.file.length; at += PIECE) {
      if (at - from >= cutAt) throw new Error('the connection breaks here');
      const piece = storage.file.subarray(at, at + PIECE);
      storage.sentBytes += piece.length;
      yield piece;
      if (faults.pauseMs) await new Promise((resolve) => setTimeout(resolve, faults.pauseMs));
    }
  }
  const storage = Object.assign(server, { file, sentBytes: 0 });
  return storage;
}
