import type { LipsyncRequest } from '@chamelaion/contract';
import type { RetrievingClient } from '../client.js';
import { DownloadError } from '../errors/download.js';
import { type Runtime, runtimeOf } from '../runtime.js';
import { fetchInto } from './fetch-into.js';
import type { DownloadOutput, Files, Sink } from './sink.js';
import { StreamSink } from './stream-sink.js';

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that are there, those of earlier runs included. */
  readonly receivedBytes: number;
  /** Length of the video in bytes; `undefined` when the storage host does not say. */
  readonly totalBytes: number | undefined;
  /** Bytes that an earlier run had left and that were not fetched again. */
  readonly resumedBytes: number;
}

/** Options of {@link download}. */
export interface DownloadOptions {
  /** Ends the download at once with a `DownloadError`; a file keeps its part for the next run. */
  signal?: AbortSignal | undefined;
  /** Called after every piece that was written. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Milliseconds without a byte after which the connection is given up and made again. Default 60 000. */
  stallTimeoutMs?: number | undefined;
  /** Fetches from the storage host. It is never given an API key. Default the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Clocks, sleep and randomness, for tests. */
  runtime?: Partial<Runtime> | undefined;
}

/** The type of {@link download}. */
export type Download = (
  client: RetrievingClient,
  request: LipsyncRequest,
  output: DownloadOutput,
  options?: DownloadOptions,
) => Promise<void>;

/** Makes {@link Download} for a platform, given what can be done with files there. */
export function downloadWith(files: Files): Download {
  return async (client, request, output, options = {}) => {
    const url = request.output_url;
    if (request.status !== 'completed' || url === undefined) {
      throw new DownloadError({
        code: 'download_not_ready',
        message: `lip sync ${request.id} is \`${request.status}\`: wait for its completion first`,
        request,
      });
    }
    const sink = await openSink(files, output, request);
    try {
      await fetchInto(sink, { client, request, url, options, runtime: runtimeOf(options.runtime) });
    } catch (error) {
      await sink.release(error).catch(() => {});
      throw error;
    }
    await sink.commit().catch((cause: unknown) => {
      throw notWritable(cause, request);
    });
  };
}

async function openSink(files: Files, output: DownloadOutput, request: LipsyncRequest): Promise<Sink> {
  if (typeof output !== 'string' && !(output instanceof URL)) return new StreamSink(output);
  try {
    return await files.open(output);
  } catch (error) {
    throw DownloadError.isInstance(error) ? error : notWritable(error, request);
  }
}

/** The error for a place that cannot be written to. */
export function notWritable(cause: unknown, request: LipsyncRequest | undefined): DownloadError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const what = request ? `the video of lip sync ${request.id}` : 'the output';
  return new DownloadError({
    code: 'download_not_writable',
    message: `${what} cannot be written: ${detail}`,
    request,
    cause,
  });
}
