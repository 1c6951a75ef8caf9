import { UploadError } from '../errors/local-errors.js';
import type { Body, BodyWatch, OpenBody } from '../transport/body.js';
import type { Source } from './node-sources.js';

/** A field of a form: text, or a file. */
export type FormField = readonly [name: string, value: string | Source];

const encoder = new TextEncoder();

/** A `multipart/form-data` body (RFC 7578) that is read piece by piece while it is sent, from its start at each attempt. */
export function multipartBody(fields: FormField[], boundary: string): Body {
  const sources = fields.map(([, value]) => value).filter((value) => typeof value !== 'string');
  const heads = fields.map((field) => encoder.encode(partHead(boundary, field)));
  const tail = encoder.encode(`--${boundary}--\r\n`);
  let size: number | undefined = tail.byteLength;
  for (const [at, [, value]] of fields.entries()) {
    const length = typeof value === 'string' ? encoder.encode(value).byteLength : value.size;
    size = size === undefined || length === undefined ? undefined : size + heads[at]!.byteLength + length + 2;
  }

  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (const [at, [name, value]] of fields.entries()) {
      yield heads[at]!;
      if (typeof value === 'string') yield encoder.encode(value);
      else yield* checked(name, value);
      yield encoder.encode('\r\n');
    }
    yield tail;
  }

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    size,
    watched: true,
    oneShot: sources.find((source) => source.oneShot)?.oneShot,
    open: (watch) => openPieces(pieces(), size, watch),
    release() {
      for (const source of sources) source.release();
    },
  };
}

/** The bytes of a file, which must be as many as were announced. */
async function* checked(name: string, source: Source): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of source.read()) {
    const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) {
      throw new UploadError({
        code: 'upload_source',
        message: `The stream of \`${name}\` gave something that is not bytes.`,
      });
    }
    read += bytes.byteLength;
    if (source.size !== undefined && read > source.size) break;
    yield bytes;
  }
  if (source.size !== undefined && read !== source.size) {
    const message = `\`${name}\` is not of the size announced: ${read} of ${source.size} bytes. Did it change while it was sent?`;
    throw new UploadError({ code: 'upload_changed', message });
  }
}

function openPieces(pieces: AsyncGenerator<Uint8Array>, size: number | undefined, watch: BodyWatch): OpenBody {
  let sentBytes = 0;
  let ended = false;
  const init = new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        if (sentBytes > 0) watch.progress(sentBytes, size);
        try {
          const { done, value } = await pieces.next();
          if (done) {
            ended = true;
            watch.sent();
            sink.close();
            return;
          }
          sentBytes += value.byteLength;
          sink.enqueue(value);
        } catch (error) {
          watch.failed(error);
          throw error;
        }
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    init,
    close() {
      if (!ended) pieces.return(undefined).catch(() => {});
    },
  };
}

const escaped = (text: string): string => text.replace(/\r\n?|\n/g, '%0D%0A').replace(/"/g, '%22');

function partHead(boundary: string, [name, value]: FormField): string {
  const file =
    typeof value === 'string' ? '' : `; filename="${escaped(value.filename)}"\r\nContent-Type: ${value.contentType}`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${file}\r\n\r\n`;
}
