import type { FileVersion } from './sink.js';

/** What a storage host's answer means for a download that holds `position` bytes. */
export type Answer =
  /** The body goes on where the sink stops. */
  | { kind: 'continues'; version: FileVersion }
  /** The body is the whole file. */
  | { kind: 'whole'; version: FileVersion }
  /** The sink holds the whole file already. */
  | { kind: 'complete' }
  /** What the sink holds does not fit the file: ask again from the start. */
  | { kind: 'mismatch' }
  /** The URL does not work any more: get a fresh one. */
  | { kind: 'refused' }
  /** The storage host has trouble: ask again later. */
  | { kind: 'trouble' };

const TROUBLE = new Set([408, 425, 429]);

/** The request headers that ask for the bytes from `position` on, only of the same version of the file. */
export function rangeHeaders(position: number, version: FileVersion | undefined): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' };
  if (position === 0 || version === undefined) return headers;
  const validator = version.etag ?? version.lastModified;
  headers['range'] = `bytes=${position}-`;
  if (validator !== undefined) headers['if-range'] = validator;
  return headers;
}

/** Reads the meaning of an answer off its status and headers. */
export function understand(
  response: Response,
  position: number,
  held: FileVersion | undefined,
  requestId: string,
): Answer {
  const { status, headers } = response;
  const range = contentRange(headers.get('content-range'));
  if (status === 206) {
    const version = versionOf(headers, requestId, range?.totalBytes);
    // A range of an encoded body counts other bytes than those that are held.
    if (isEncoded(headers) || range?.from !== position || !isSame(held, version)) return { kind: 'mismatch' };
    return { kind: 'continues', version: { ...held, ...version } };
  }
  if (status === 416) {
    return position > 0 && range?.totalBytes === position ? { kind: 'complete' } : { kind: 'mismatch' };
  }
  if (response.ok) return { kind: 'whole', version: versionOf(headers, requestId, contentLength(headers)) };
  return { kind: status >= 500 || TROUBLE.has(status) ? 'trouble' : 'refused' };
}

function isSame(held: FileVersion | undefined, now: FileVersion): boolean {
  const differs = (a: unknown, b: unknown) => a !== undefined && b !== undefined && a !== b;
  return !differs(held?.etag, now.etag) && !differs(held?.totalBytes, now.totalBytes);
}

function versionOf(headers: Headers, requestId: string, totalBytes: number | undefined): FileVersion {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  return {
    requestId,
    ...(etag?.startsWith('"') && { etag }),
    ...(lastModified !== null && { lastModified }),
    ...(totalBytes !== undefined && { totalBytes }),
  };
}

function isEncoded(headers: Headers): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity';
}

function contentLength(headers: Headers): number | undefined {
  if (isEncoded(headers)) return undefined;
  const text = headers.get('content-length');
  return text === null ? undefined : Number(text);
}

function contentRange(text: string | null): { from: number | undefined; totalBytes: number | undefined } | undefined {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(text ?? '');
  if (!match) return undefined;
  const number = (digits: string | undefined) => (digits === undefined || digits === '*' ? undefined : Number(digits));
  return { from: number(match[1]), totalBytes: number(match[2]) };
}
