import { UploadError } from '../errors/local-errors.js';
import type { Body, BodyWatch, OpenBody } from '../transport/body.js';
import type { Source } from './node-sources.js';

/** A field of a form: text, or a file. */
export type FormField = readonly [name: string, value: string | Source];

const encoder = new TextEncoder();

/** A `multipart/form-data` body (RFC 7578) that is read piece by piece while it is sent, from its start at each attempt. */
export function multipartBody(fields: FormField[], boundary: string): Body {
  const sources = fields.map(([, value]) => value).filter((value) => typeof value !== 'string');
  // The text before each file, and at last the text after them all.
  const texts = [''];
  for (const [name, value] of fields) {
    texts[texts.length - 1] += partHead(boundary, name, value);
    if (typeof value === 'string') texts[texts.length - 1] += `${value}\r\n`;
    else texts.push('\r\n');
  }
  texts[texts.length - 1] += `--${boundary}--\r\n`;
  const frames = texts.map((text) => encoder.encode(text));
  const sizes = [...frames.map((frame) => frame.byteLength), ...sources.map((source) => source.size ?? Number.NaN)];
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const size = Number.isNaN(total) ? undefined : total;

  async function* pieces(watch: BodyWatch): AsyncGenerator<Uint8Array> {
    for (const [at, source] of sources.entries()) {
      yield frames[at]!;
      yield* checked(source);
    }
    // From here on the service may have all of it, whether or not the sender asks for more.
    watch.sent();
    yield frames.at(-1)!;
  }

  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(size === undefined ? {} : { 'content-length': String(size) }),
    },
    isWatched: true,
    assertRepeatable(cause) {
      const why = sources.find((source) => source.oneShot)?.oneShot;
      if (!why) return;
      const message = `The upload failed and cannot be sent again: ${why}`;
      throw new UploadError({ code: 'upload_not_repeatable', message, cause, attempts: cause.attempts });
    },
    open: (watch) => openPieces(pieces(watch!), size, watch!, release),
    release,
  };

  function release(): void {
    for (const source of sources) source.release();
  }
}

/** The bytes of a file, which must be as many as were announced. */
async function* checked({ field, size, read }: Source): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of read()) {
    const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) {
      throw new UploadError({
        code: 'upload_source',
        message: `The stream of \`${field}\` gives something other than bytes.`,
      });
    }
    count += bytes.byteLength;
    if (size !== undefined && count > size) break;
    if (bytes.byteLength > 0) yield bytes;
  }
  if (size === undefined || count === size) return;
  const message = `\`${field}\` has ${count > size ? 'more' : 'less'} than the ${size} bytes announced: did it change while it was sent?`;
  throw new UploadError({ code: 'upload_changed', message });
}

function openPieces(
  pieces: AsyncGenerator<Uint8Array>,
  size: number | undefined,
  watch: BodyWatch,
  release: () => void,
): OpenBody {
  let sentBytes = 0;
  let isClosed = false;
  const init = new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        try {
          if (sentBytes > 0) watch.progress(sentBytes, size);
          const { done, value } = await pieces.next();
          if (isClosed) return;
          if (done) return sink.close();
          sentBytes += value.byteLength;
          sink.enqueue(value);
        } catch (error) {
          watch.failed(error);
          throw error;
        }
      },
    },
    { highWaterMark: 0 },
  );
  const close = (): void => {
    isClosed = true;
    // Ends the generator where it stands, which closes its file; where it waits for a stream, that is ended first.
    void pieces.return(undefined).catch(() => {});
    release();
  };
  return { init, close };
}

const escaped = (text: string): string => text.replace(/\r\n?|\n/g, '%0D%0A').replace(/"/g, '%22');

function partHead(boundary: string, name: string, value: string | Source): string {
  const file =
    typeof value === 'string'
      ? ''
      : `; filename="${escaped(value.filename)}"\r\nContent-Type: ${value.contentType.replace(/[\r\n]+/g, ' ')}`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${file}\r\n\r\n`;
}
