import { describe, notUploadable } from '../uploads/describe.js';
import { mediaType } from '../uploads/media-type.js';
import type { Uploadable } from '../uploads/uploadable.js';
import type { Platform } from './platform.js';
import { sendByXHR } from './xhr.js';

/** Browsers, workers and edge runtimes: forms are `FormData`, and only documented headers are sent. */
export const platform: Platform = {
  extraHeaders: undefined,
  isPublic: 'document' in globalThis,

  async form(fields, files) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || value === null) continue;
      if (!files.includes(name)) {
        form.append(name, String(value));
        continue;
      }
      const { source, filename, contentType } = describe(value as Uploadable);
      const blob = await blobOf(name, source);
      const called = filename ?? (blob as File).name ?? name;
      const type = contentType || blob.type || mediaType(called);
      form.append(name, type === blob.type ? blob : new Blob([blob], { type }), called);
    }
    return {
      contentType: undefined,
      size: undefined,
      watched: canWatch(),
      oneShot: undefined,
      open: () => ({ init: form, close() {} }),
      release() {},
    };
  },

  send(url, request) {
    if (request.body instanceof FormData && !request.fetch && canWatch()) return sendByXHR(url, request);
    const { fetchOptions, method, headers, body, signal } = request;
    return (request.fetch ?? globalThis.fetch)(url, {
      ...fetchOptions,
      method,
      headers,
      body: body ?? null,
      signal,
      redirect: 'manual',
    });
  },
};

/** Only XMLHttpRequest tells how far an upload has come. */
const canWatch = (): boolean => 'XMLHttpRequest' in globalThis;

/** Reads a source into a Blob, which a browser can send any number of times. */
async function blobOf(field: string, source: unknown): Promise<Blob> {
  const given = typeof source === 'function' ? await source() : source;
  if (given instanceof Blob) return given;
  if (given instanceof Response) return given.blob();
  if (given instanceof ReadableStream) return new Response(given).blob();
  if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) return new Blob([given as BlobPart]);
  throw notUploadable(field, given, 'in a browser give a File, a Blob, bytes, a Response or a web stream.');
}
