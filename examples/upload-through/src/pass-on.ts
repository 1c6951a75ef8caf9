import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import Chamelaion, { type DescribedUpload } from 'chamelaion';

const client = new Chamelaion();

/** The form that came is not one with a video and a voice. */
class FormError extends Error {}

/** A part of the form that may still be on its way. */
interface Arrival {
  file: Promise<DescribedUpload>;
  arrived(file: DescribedUpload): void;
}

/**
 * Passes a form with a `video` and then an `audio` file on to the API while it arrives. Nothing is written to the disk
 * and nothing but the bytes on their way is held in memory: when the API reads slower, so does this.
 *
 * The stream can be read only once, so an attempt that breaks is not repeated: the caller uploads again.
 */
export async function passOn(headers: BusboyHeaders, body: Readable): Promise<{ request_id: string }> {
  const form = formOf(headers);
  const arrivals = { video: arrival(), audio: arrival() };
  const broken = new Promise<never>((_, reject) => {
    form.on('error', (error) => reject(new FormError('The form cannot be read.', { cause: error })));
    form.on('finish', () => reject(new FormError('Send a `video` file, then an `audio` file.')));
    body.on('error', reject);
  });
  broken.catch(() => undefined);
  form.on('file', (name, stream, filename, _encoding, contentType) => {
    if (name === 'video' || name === 'audio') arrivals[name].arrived({ source: stream, filename, contentType });
    else stream.resume();
  });
  body.pipe(form);

  const video = await Promise.race([arrivals.video.file, broken]);
  const audio = () => Promise.race([arrivals.audio.file.then(({ source }) => source as Readable), broken]);
  return client.lipsync.generateWithMedia(
    { video, audio: { source: audio, filename: 'audio.wav' } },
    { maxRetries: 0 },
  );
}

/** What to answer the caller with: 400 where the form was at fault, or the files; else 502. */
export function refusal(error: unknown): { status: 400 | 502; error: string } {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof FormError) return { status: 400, error: cause.message };
  }
  return { status: error instanceof Chamelaion.BadRequestError ? 400 : 502, error: (error as Error).message };
}

function formOf(headers: BusboyHeaders) {
  try {
    return Busboy({ headers });
  } catch (error) {
    throw new FormError('Send a multipart form.', { cause: error });
  }
}

function arrival(): Arrival {
  let arrived: Arrival['arrived'] = () => undefined;
  const file = new Promise<DescribedUpload>((resolve) => {
    arrived = resolve;
  });
  return { file, arrived: (described) => arrived(described) };
}
