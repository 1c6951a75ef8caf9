import type { LipsyncRequest } from '@chamelaion/contract';
import type { RetrievingClient } from '../client.js';
import { DownloadError } from '../errors/download.js';
import { isTransient } from '../fault.js';
import { retryAfterMs } from '../retry-after.js';
import type { Runtime } from '../runtime.js';
import { waitForCompletion } from '../wait-for-completion.js';
import { type Answer, rangeHeaders, understand } from './answer.js';
import { type DownloadOptions, notWritable } from './download.js';
import type { Sink } from './sink.js';
import { Watchdog } from './watchdog.js';

/** One download under way. */
export interface DownloadJob {
  client: RetrievingClient;
  request: LipsyncRequest;
  url: string;
  options: DownloadOptions;
  runtime: Runtime;
  /** Bytes of an earlier run that need not be fetched again. */
  resumedBytes: number;
}

type Outcome =
  | { kind: 'done' | 'restart' }
  | { kind: 'refused'; status: number }
  | { kind: 'trouble'; cause: unknown; status?: number; retryAfterMs?: number | undefined };

const STALL_TIMEOUT_MS = 60_000;
const REFRESH_TIMEOUT_MS = 60_000;
const TRIES_WITHOUT_PROGRESS = 6;
const REFUSALS_WITHOUT_PROGRESS = 2;
const BACKOFF_MS = 500;
const BACKOFF_CAP_MS = 8_000;

/** Fetches until the sink holds the whole video: resumes what is there, retries, and refreshes an expired URL. */
export async function fetchInto(sink: Sink, init: Omit<DownloadJob, 'resumedBytes'>): Promise<void> {
  const { request, options, runtime } = init;
  const job = { ...init, resumedBytes: isPartOf(sink, request) ? sink.position : 0 };
  let { url } = job;
  let failures = 0;
  let refusals = 0;
  let furthest = job.resumedBytes;
  if (job.resumedBytes > 0 && job.resumedBytes === sink.version?.totalBytes) return report(sink, job.resumedBytes, job);

  while (true) {
    const outcome = await attempt(sink, url, job);
    if (options.signal?.aborted) throw aborted(request, options.signal.reason);
    if (outcome.kind === 'done') return;
    if (sink.position > furthest) {
      furthest = sink.position;
      failures = refusals = 0;
    }

    if (outcome.kind === 'refused') {
      refusals += 1;
      if (refusals >= REFUSALS_WITHOUT_PROGRESS) throw refused(request, outcome.status);
      url = await freshUrl(job);
    } else if (outcome.kind === 'trouble') {
      failures += 1;
      if (failures >= TRIES_WITHOUT_PROGRESS) throw interrupted(request, outcome);
      const backoffMs = Math.min(BACKOFF_MS * 2 ** (failures - 1), BACKOFF_CAP_MS) * (1 - runtime.random() / 4);
      await pause(outcome.retryAfterMs || backoffMs, job);
    }
  }
}

async function attempt(sink: Sink, url: string, job: DownloadJob): Promise<Outcome> {
  const { request, options, runtime } = job;
  const { fetch = globalThis.fetch, stallTimeoutMs = STALL_TIMEOUT_MS, signal } = options;
  const watchdog = new Watchdog(stallTimeoutMs, signal);
  try {
    const position = isPartOf(sink, request) ? sink.position : 0;
    const headers = rangeHeaders(position, sink.version);
    const response = await watchdog.watch(fetch(url, { headers, signal: watchdog.signal }));
    const answer = understand(response, position, position > 0 ? sink.version : undefined, request.id);
    if (answer.kind === 'complete') return { kind: 'done' };
    if (answer.kind === 'refused') return { kind: 'refused', status: response.status };
    if (answer.kind === 'trouble' || (answer.kind === 'mismatch' && position === 0)) {
      const asked = retryAfterMs(response.headers, runtime.wall());
      return { kind: 'trouble', cause: undefined, status: response.status, retryAfterMs: asked };
    }
    await prepare(sink, answer, job);
    if (answer.kind === 'mismatch') return { kind: 'restart' };
    const { totalBytes } = answer.version;
    await pour(response, sink, totalBytes, watchdog, job);
    if (totalBytes === undefined || sink.position === totalBytes) return { kind: 'done' };
    return { kind: 'trouble', cause: undefined };
  } catch (error) {
    if (DownloadError.isInstance(error)) throw error;
    if (signal?.aborted || watchdog.hasBitten || isTransient(error)) return { kind: 'trouble', cause: error };
    throw unreachable(request, error);
  } finally {
    watchdog.end();
  }
}

async function prepare(sink: Sink, answer: Answer, job: DownloadJob): Promise<void> {
  if (answer.kind === 'continues') return;
  const { request } = job;
  job.resumedBytes = 0;
  const version = answer.kind === 'whole' ? answer.version : { requestId: request.id };
  const isEmptied = await sink.restart(version).catch((cause: unknown) => {
    throw notWritable(cause, request);
  });
  if (isEmptied) return;
  throw new DownloadError({
    code: 'download_changed',
    message: `the video of lip sync ${request.id} could not be resumed in mid-stream; download it again, or to a file`,
    request,
    isRetryable: true,
  });
}

async function pour(
  response: Response,
  sink: Sink,
  totalBytes: number | undefined,
  watchdog: Watchdog,
  job: DownloadJob,
): Promise<void> {
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await watchdog.watch(reader.read());
    if (done) break;
    const written = sink.write(value).catch((cause: unknown) => {
      throw notWritable(cause, job.request);
    });
    await watchdog.unlessAborted(written);
    report(sink, totalBytes, job);
  }
}

function isPartOf(sink: Sink, request: LipsyncRequest): boolean {
  return sink.version?.requestId === request.id;
}

function report(sink: Sink, totalBytes: number | undefined, { options, resumedBytes }: DownloadJob): void {
  options.onProgress?.({ receivedBytes: sink.position, totalBytes, resumedBytes });
}

async function freshUrl({ client, request, options, runtime }: DownloadJob): Promise<string> {
  const { signal } = options;
  try {
    const fresh = await waitForCompletion(client, request.id, { signal, runtime, timeoutMs: REFRESH_TIMEOUT_MS });
    return fresh.output_url;
  } catch (error) {
    throw signal?.aborted ? aborted(request, signal.reason) : unreachable(request, error);
  }
}

async function pause(ms: number, { request, options, runtime }: DownloadJob): Promise<void> {
  try {
    await runtime.sleep(ms, options.signal);
  } catch (error) {
    throw options.signal?.aborted ? aborted(request, options.signal.reason) : error;
  }
}

function aborted(request: LipsyncRequest, reason: unknown): DownloadError {
  const message = `the download of lip sync ${request.id} was aborted; run it again to go on where it stopped`;
  return new DownloadError({ code: 'download_aborted', message, request, cause: reason });
}

function refused(request: LipsyncRequest, status: number): DownloadError {
  const message = `the storage host answered ${status} for the video of lip sync ${request.id}, also with a fresh URL`;
  return new DownloadError({ code: 'download_refused', message, request, status });
}

function unreachable(request: LipsyncRequest, cause: unknown): DownloadError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const message = `the video of lip sync ${request.id} cannot be fetched: ${detail}`;
  return new DownloadError({ code: 'download_refused', message, request, cause });
}

function interrupted(request: LipsyncRequest, { cause, status }: { cause: unknown; status?: number }): DownloadError {
  const message = `the download of lip sync ${request.id} made no progress in ${TRIES_WITHOUT_PROGRESS} tries; run it again to go on`;
  return new DownloadError({ code: 'download_interrupted', message, request, cause, status, isRetryable: true });
}
