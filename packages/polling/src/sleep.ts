const SLICE_MS = 1_000;
const SUSPENDED_MS = 2_000;

/**
 * Resolves after `ms`. Sleeps in slices of a second and compares clocks at each: where one of them has jumped, the
 * machine was suspended, and the sleep ends at once instead of running its remainder.
 *
 * Rejects with the signal's reason as soon as it aborts; leaves no timer and no listener behind.
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const until = performance.now() + ms;
    let timer: ReturnType<typeof setTimeout>;

    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const slice = () => {
      const monotonic = performance.now();
      const wall = Date.now();
      const length = Math.min(Math.max(until - monotonic, 0), SLICE_MS);
      timer = setTimeout(() => {
        const passed = Math.max(performance.now() - monotonic, Date.now() - wall);
        if (performance.now() < until && passed - length < SUSPENDED_MS) return slice();
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, length);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    slice();
  });
}
