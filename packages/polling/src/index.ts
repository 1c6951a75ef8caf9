import { type Download, downloadWith } from './download/download.js';
import { noFiles } from './download/no-files.js';
import { type Sync, syncWith } from './sync.js';

export type { CallOptions, GeneratingClient, ListingClient, MediaBody, RetrievingClient } from './client.js';
export type { Download, DownloadOptions, DownloadProgress } from './download/download.js';
export type { DownloadOutput, NodeWritable } from './download/sink.js';
export { DownloadError, type DownloadErrorCode } from './errors/download.js';
export { InvalidOptionError } from './errors/invalid-option.js';
export { LipsyncFailedError } from './errors/lipsync-failed.js';
export { WaitAbortedError } from './errors/wait-aborted.js';
export { WaitTimeoutError } from './errors/wait-timeout.js';
export type { ManyOutcomes } from './many/outcomes.js';
export type { Batch } from './many/pump.js';
export type { JobOutcome } from './many/roster.js';
export type { WaitOptions } from './options.js';
export type { Runtime } from './runtime.js';
export { type GeometricScheduleOptions, geometricSchedule, type Schedule, type ScheduleState } from './schedule.js';
export type { Sync, SyncParams } from './sync.js';
export type { WaitTarget } from './target.js';
export type { WaitUpdate } from './updates.js';
export { type WaitForCompletionOptions, waitForCompletion } from './wait-for-completion.js';
export { type WaitForManyOptions, waitForMany } from './wait-for-many.js';
export { watch } from './watch.js';

/**
 * Fetches the finished video of a request, to a file or a stream.
 *
 * A file is written as `PATH.part` and gets its name once it is whole; run again after a crash, only the missing bytes
 * are fetched. Broken connections are resumed, an expired URL is refreshed through `client`. The storage host never
 * sees an API key. File paths need Node; a browser passes a `WritableStream`.
 *
 * @throws {DownloadError} with a `code` that says why.
 * @example
 * ```ts
 * const request = await waitForCompletion(client, id);
 * await download(client, request, 'dubbed.mp4', { onProgress: ({ receivedBytes }) => console.log(receivedBytes) });
 * ```
 */
export const download: Download = /* @__PURE__ */ downloadWith(noFiles);

/**
 * The whole way in one call: submits two URLs or two files, waits, and writes the video to `output`.
 *
 * @returns The completed request.
 * @throws what `lipsync.generate`, {@link waitForCompletion} and {@link download} throw.
 * @example
 * ```ts
 * await sync(new Chamelaion(), { video: 'talk.mp4', audio: 'voice.wav', output: 'dubbed.mp4' });
 * ```
 */
export const sync: Sync = /* @__PURE__ */ syncWith(download, noFiles);
