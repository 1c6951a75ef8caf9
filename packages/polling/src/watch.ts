import type { RetrievingClient } from './client.js';
import { interruptible, link } from './interruptible.js';
import type { WaitOptions } from './options.js';
import type { WaitTarget } from './target.js';
import { updates, type WaitUpdate } from './updates.js';

/**
 * The updates of one job as they come: one for every change of its status, the terminal one last.
 * A failed job is an update like any other, not an error.
 *
 * Leaving the loop, or calling `return()` while `next()` is pending, stops the timer and the call under way at once.
 *
 * @throws {WaitTimeoutError} at the deadline, {@link WaitOptions.timeoutMs}.
 * @throws {WaitAbortedError} when `signal` aborts.
 * @example
 * ```ts
 * for await (const { request, elapsedMs } of watch(client, id)) console.log(request.status, elapsedMs);
 * ```
 */
export function watch(
  client: RetrievingClient,
  target: WaitTarget,
  options: WaitOptions = {},
): AsyncIterableIterator<WaitUpdate> {
  const stop = new AbortController();
  async function* steps() {
    const unlink = link(options.signal, stop);
    try {
      yield* updates(client, target, { ...options, signal: stop.signal });
    } finally {
      unlink();
    }
  }
  return interruptible(steps(), () => stop.abort());
}
