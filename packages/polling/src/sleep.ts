const SLICE_MS = 1_000;
const SUSPENDED_MS = 2_000;

/**
 * Resolves after `ms`. Sleeps in slices of a second and compares clocks at each: where one of them has jumped, the
 * machine was suspended, and the sleep ends at once instead of running its remainder. A slice counts for its length
 * even where the clocks stand still, as in tests with fake timers and a real clock.
 *
 * Rejects with the signal's reason as soon as it aborts; leaves no timer and no listener behind.
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    let timer: ReturnType<typeof setTimeout>;

    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const slice = (leftMs: number) => {
      const monotonic = performance.now();
      const wall = Date.now();
      const length = Math.min(leftMs, SLICE_MS);
      timer = setTimeout(() => {
        const passed = Math.max(length, performance.now() - monotonic);
        const isSuspended = Math.max(passed, Date.now() - wall) - length >= SUSPENDED_MS;
        if (passed < leftMs && !isSuspended) return slice(leftMs - passed);
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, length);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    slice(Math.max(ms, 0));
  });
}
