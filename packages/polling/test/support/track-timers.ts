/** Counts the timers that the package's own code has set and neither cleared nor seen fire. */
export function trackTimers(): { live(): number; [Symbol.dispose](): void } {
  const { setTimeout, clearTimeout } = globalThis;
  const live = new Set<unknown>();
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const isOurs = /polling\/src\//.test(new Error('where from').stack ?? '');
    const fire = () => {
      live.delete(timer);
      run(...args);
    };
    const timer = setTimeout(isOurs ? fire : run, ms, ...args);
    if (isOurs) live.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer?: NodeJS.Timeout) => {
    live.delete(timer);
    clearTimeout(timer);
  }) as typeof clearTimeout;
  return {
    live: () => live.size,
    [Symbol.dispose]() {
      Object.assign(globalThis, { setTimeout, clearTimeout });
    },
  };
}
