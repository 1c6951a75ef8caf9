import { APIError } from '../errors/api-error.js';
import { errorFromResponse } from '../errors/from-response.js';
import { UploadError } from '../errors/local-errors.js';
import type { Logger } from '../log/logger.js';
import type { Platform } from '../platform/platform.js';
import { type Answer, type Attemptable, attempt } from '../transport/attempt.js';
import { pause, retryDelay } from './backoff.js';
import { judgeFailure, judgeResponse, type Verdict } from './verdict.js';

/** A request with what to do when it fails. */
export interface Sendable extends Attemptable {
  maxRetries: number;
  maxRetryAfter: number;
  /** Whether the service accepting it twice does no harm. */
  repeatable: boolean;
  /**
   * Finds out whether a request that failed in the open was accepted: the answer it would have had, or `undefined`
   * when it was not accepted. Throws when that cannot be told.
   */
  recover: ((failure: APIError) => Promise<Answer | undefined>) | undefined;
  retryCountHeader: string | undefined;
  log: Logger;
}

/** What came of sending, and after how many attempts. */
export interface Sent extends Answer {
  attempts: number;
}

interface Outcome {
  verdict: Verdict;
  answer?: Answer;
  error?: APIError;
}

/** Sends a request, again where that is safe, and never a second time what may have been accepted. */
export async function send(platform: Platform, request: Sendable): Promise<Sent> {
  const { log, body, maxRetries } = request;
  try {
    for (let attempts = 1; ; attempts++) {
      const outcome = await once(platform, request, attempts);
      const { verdict, answer, error } = outcome;
      const retries = attempts - 1;
      const failed = (): APIError => error ?? errorFromResponse(answer!.response, textOrJson(answer!.text), attempts);
      if (verdict === 'final' || (verdict === 'again' && retries >= maxRetries)) {
        if (answer) return { ...answer, attempts };
        throw error;
      }
      const headers = answer?.response.headers;
      if (verdict === 'unclear') {
        if (!request.recover) {
          if (answer) return { ...answer, attempts };
          throw error;
        }
        await pause(retryDelay(headers, retries, request.maxRetryAfter), request.signal, attempts);
        const recovered = await request.recover(failed());
        if (recovered) return { ...recovered, attempts };
        if (retries >= maxRetries) {
          if (answer) return { ...answer, attempts };
          throw error;
        }
      }
      if (body?.oneShot) {
        throw new UploadError({
          code: 'upload_not_repeatable',
          message: `The upload failed and cannot be sent again: ${body.oneShot}`,
          cause: failed(),
          attempts,
        });
      }
      if (verdict === 'again') {
        const ms = retryDelay(headers, retries, request.maxRetryAfter);
        log.info(() => `${request.method} ${request.url}: trying again in ${Math.round(ms)} ms (${failed().message})`);
        await pause(ms, request.signal, attempts);
      }
      if (request.retryCountHeader) request.headers.set(request.retryCountHeader, String(attempts));
    }
  } finally {
    body?.release();
  }
}

async function once(platform: Platform, request: Sendable, attempts: number): Promise<Outcome> {
  const start = performance.now();
  const note = (what: string): void =>
    request.log.info(() => `${request.method} ${request.url} → ${what} in ${Math.round(performance.now() - start)} ms`);
  try {
    const answer = await attempt(platform, request, attempts);
    note(String(answer.response.status));
    return { verdict: judgeResponse(answer.response, request.repeatable), answer };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    note(error.message);
    return { verdict: judgeFailure(error, request.repeatable), error };
  }
}

/** A body as the caller sees it: JSON where it is JSON, its text otherwise, `undefined` where there is none. */
export function textOrJson(text: string | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
