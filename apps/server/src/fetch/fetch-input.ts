import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Agent, type Dispatcher, request } from 'undici';
import { type InputName, MediaProblem, notAccessible, tooLarge, wrongType } from '../media/media-problem.js';
import { looksLikeAudio, looksLikeVideo, SNIFF_BYTES } from '../media/sniff.js';

const MAX_REDIRECTS = 5;
/** Until an answer's headers have come, redirects included, so that an unreachable URL fails within 10 seconds. */
const ANSWER_TIMEOUT_MS = 8_000;

/** What to fetch, and within which limits. */
export interface FetchInput {
  input: InputName;
  url: string;
  /** Where the bytes go; a file that may be left half-written when this throws. */
  path: string;
  agent: Agent;
  maxBytes: number;
  seconds: number;
  signal: AbortSignal;
}

/**
 * Fetches a URL input into a file.
 *
 * @throws MediaProblem when the URL cannot be reached, may not be, or is not media of the right type and size
 */
export async function fetchInput(job: FetchInput): Promise<void> {
  const deadline = AbortSignal.timeout(job.seconds * 1000);
  const signal = AbortSignal.any([job.signal, deadline]);
  const response = await open(job, signal);
  try {
    const announced = Number(response.headers['content-length'] ?? 0);
    if (announced > job.maxBytes) throw tooLarge(job.input);
    await pipeline(response.body, checked(job), createWriteStream(job.path), { signal });
  } catch (error) {
    response.body.destroy();
    job.signal.throwIfAborted();
    if (error instanceof MediaProblem || isLocalFault(error)) throw error;
    throw notAccessible(job.input, error);
  }
}

async function open(job: FetchInput, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), ANSWER_TIMEOUT_MS);
  try {
    let url = new URL(job.url);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') break;
      const response = await request(url, {
        dispatcher: job.agent,
        signal: AbortSignal.any([signal, waiting.signal]),
        headers: { accept: '*/*', 'user-agent': 'chamelaion-server' },
      });
      if (response.statusCode === 200) return response;
      response.body.on('error', () => undefined).destroy();
      const location = response.headers['location'];
      if (response.statusCode < 300 || response.statusCode > 399 || typeof location !== 'string') break;
      url = new URL(location, url);
    }
  } catch (error) {
    job.signal.throwIfAborted();
    throw notAccessible(job.input, error);
  } finally {
    clearTimeout(timer);
  }
  throw notAccessible(job.input);
}

/** Passes the bytes on while they are of the right type and not too many. */
function checked({ input, maxBytes }: FetchInput) {
  const fits = input === 'video' ? looksLikeVideo : looksLikeAudio;
  return async function* (source: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    let head = new Uint8Array(0);
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(input);
      if (head.length < SNIFF_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
        if (head.length >= SNIFF_BYTES && !fits(head)) throw wrongType(input);
      }
      yield chunk;
    }
    if (!fits(head)) throw wrongType(input);
  };
}

/** Whether a failure is of this machine's disk and not of the URL. */
function isLocalFault(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'EACCES'].includes(code);
}
