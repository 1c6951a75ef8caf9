import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Context } from '../context/context.js';
import { CliError } from '../errors/cli-error.js';
import { exitCodes } from '../errors/exit-codes.js';
import { networkReason } from '../errors/network.js';
import { assertPlausible, type MediaRole } from './sniff.js';
import { type Source, sourceName } from './source.js';

/** Sources that can be sent together, and what removes the files that were fetched for it. */
export interface FetchedSources {
  video: Source;
  audio: Source;
  cleanUp(): Promise<void>;
}

/** Called as bytes arrive, with the size where the host tells it. */
export type OnFetch = (bytes: number, totalBytes: number | undefined) => void;

/** Where one of the two is a file and the other a URL, fetches the remote one, so that both can be uploaded. */
export async function bringTogether(
  context: Context,
  video: Source,
  audio: Source,
  onFetch: OnFetch,
): Promise<FetchedSources> {
  if (video.kind === audio.kind) return { video, audio, cleanUp: async () => {} };
  const folder = await mkdtemp(path.join(tmpdir(), 'chamelaion-fetch-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  try {
    return {
      video: video.kind === 'url' ? await fetchTo(context, video.url, 'video', folder, onFetch) : video,
      audio: audio.kind === 'url' ? await fetchTo(context, audio.url, 'audio', folder, onFetch) : audio,
      cleanUp,
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function fetchTo(
  context: Context,
  url: string,
  role: MediaRole,
  folder: string,
  onFetch: OnFetch,
): Promise<Source> {
  const file = path.join(folder, `${role}${path.extname(sourceName({ kind: 'url', url }))}`);
  let bytes = 0;
  try {
    const response = await context.fetch(url, { signal: context.signal });
    if (!response.ok || !response.body) {
      const isLocked = response.status === 401 || response.status === 403;
      const hint = isLocked ? 'Give a URL that opens without a login.' : 'Check the URL in a browser.';
      throw notFetched(`The ${role} ${url} answered ${response.status}.`, hint);
    }
    const total = Number(response.headers.get('content-length')) || undefined;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        onFetch(bytes, total);
        done(null, chunk);
      },
    });
    const body = Readable.fromWeb(response.body as ReadableStream);
    await pipeline(body, counter, createWriteStream(file), { signal: context.signal });
  } catch (cause) {
    if (context.signal.aborted || CliError.isInstance(cause)) throw cause;
    const reason = networkReason(cause) ?? 'the connection failed';
    throw notFetched(`The ${role} ${url} cannot be fetched: ${reason}.`, 'Check the URL and the network.', cause);
  }
  await assertPlausible(file, url, role);
  return { kind: 'file', path: file, bytes };
}

const notFetched = (message: string, hint: string, cause?: unknown): CliError =>
  new CliError({ code: 'input_not_fetched', message, hint, exitCode: exitCodes.network, cause });
