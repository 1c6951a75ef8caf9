import type { CompletedLipsyncRequest, LipsyncRequest } from '@chamelaion/contract';
import type { RetrievingClient } from './client.js';
import { LipsyncFailedError } from './errors/lipsync-failed.js';
import type { WaitOptions } from './options.js';
import type { WaitTarget } from './target.js';
import { updates, type WaitUpdate } from './updates.js';

/** Options of {@link waitForCompletion}. */
export interface WaitForCompletionOptions extends WaitOptions {
  /** Called at every change of status, the first look included. What it throws ends the wait. */
  onUpdate?: ((update: WaitUpdate) => void) | undefined;
}

/**
 * Waits until a lip sync request has ended and returns it.
 *
 * Rate limits, server errors, resets and DNS failures are survived until the deadline; 401 and the like end the wait
 * at once with the client's own error, and so does 404 once the wait is ten seconds old.
 *
 * @param client Anything with `lipsync.requests.retrieve`.
 * @param target A request id, a `reference_id`, or the answer to `lipsync.generate`.
 * @returns The completed request, its `output_url` certain.
 * @throws {LipsyncFailedError} when the job failed, with the request.
 * @throws {WaitTimeoutError} at the deadline, with the id and the last known state: the job is not lost.
 * @throws {WaitAbortedError} when `signal` aborts.
 * @example
 * ```ts
 * const generate = await client.lipsync.generate({ inputs });
 * const { output_url } = await waitForCompletion(client, generate, { timeoutMs: 900_000 });
 * ```
 */
export async function waitForCompletion(
  client: RetrievingClient,
  target: WaitTarget,
  options: WaitForCompletionOptions = {},
): Promise<CompletedLipsyncRequest> {
  let request: LipsyncRequest | undefined;
  for await (const update of updates(client, target, options)) {
    request = update.request;
    options.onUpdate?.(update);
  }
  if (request?.status !== 'completed') throw new LipsyncFailedError(request!);
  return request as CompletedLipsyncRequest;
}
