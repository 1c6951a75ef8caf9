import type { Clock } from '../../src/context/clock.js';

/** A clock that stands still but for sleeps, which pass at once; `slept` is what they came to. */
export function fakeClock(): Clock & { slept: number[] } {
  let now = Date.now();
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
      slept.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
    every: () => () => {},
  };
}
