/**
 * An iterator over a generator's steps whose `return()` takes effect at once, also while `next()` is pending: a
 * generator alone would finish its sleep first. The pending `next()` then resolves as done.
 *
 * @param interrupt Makes the generator's current step reject or resolve promptly.
 */
export function interruptible<T>(
  steps: AsyncGenerator<T, void, undefined>,
  interrupt: () => void,
): AsyncIterableIterator<T> {
  let isReturned = false;
  const done = { done: true as const, value: undefined };
  return {
    async next() {
      try {
        return await steps.next();
      } catch (error) {
        if (isReturned) return done;
        throw error;
      }
    },
    async return() {
      isReturned = true;
      interrupt();
      await steps.return();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Aborts a controller when a signal does; returns what takes the listener off again. */
export function link(signal: AbortSignal | undefined, controller: AbortController): () => void {
  const onAbort = () => controller.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return () => signal?.removeEventListener('abort', onAbort);
}
