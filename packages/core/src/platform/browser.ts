import { sourceFailed } from '../errors/local-errors.js';
import { describe, notUploadable } from '../uploads/describe.js';
import type { Uploadable } from '../uploads/uploadable.js';
import type { Platform } from './platform.js';
import { sendByXHR } from './xhr.js';

/** Browsers, workers and edge runtimes: forms are `FormData`, and only documented headers are sent. */
export const platform: Platform = {
  isPublic: 'document' in globalThis,

  async form(fields, files) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || value === null) continue;
      if (files.includes(name)) await appendFile(form, name, value as Uploadable);
      else form.append(name, String(value));
    }
    return { isWatched: canWatch(), open: () => ({ init: form, close() {} }) };
  },

  send(exchange, body, signal, watch) {
    const { fetch = globalThis.fetch, fetchOptions } = exchange.settings;
    if (body instanceof FormData && fetch === globalThis.fetch && canWatch())
      return sendByXHR(exchange, body, signal, watch);
    const { url, method, headers } = exchange;
    return fetch(url, { ...fetchOptions, method, headers, body: body ?? null, signal, redirect: 'manual' });
  },
};

/** Only XMLHttpRequest tells how far an upload has come. */
const canWatch = (): boolean => 'XMLHttpRequest' in globalThis;

/** Adds a source as a Blob, which a browser can send any number of times. */
async function appendFile(form: FormData, name: string, value: Uploadable): Promise<void> {
  const { source, filename, contentType } = describe(value);
  const given: unknown = typeof source === 'function' ? await source() : source;
  let blob: Blob;
  if (given instanceof Blob) blob = given;
  else if (given instanceof Response || given instanceof ReadableStream) {
    const whole = (given instanceof Response ? given : new Response(given)).blob();
    blob = await whole.catch((cause) => {
      throw sourceFailed(cause);
    });
  } else if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) blob = new Blob([given as BlobPart]);
  else throw notUploadable(name, given, 'give a File, Blob, bytes, Response or web stream');
  if (contentType) blob = new Blob([blob], { type: contentType });
  form.append(name, blob, filename ?? (given as File).name ?? name);
}
