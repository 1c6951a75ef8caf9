import { sleep } from './sleep.js';

/** The clocks, sleep and randomness that a wait runs on. Replace them in tests to wait hours in milliseconds. */
export interface Runtime {
  /** Milliseconds that never step backwards, from any origin. Default `performance.now`. */
  monotonic(): number;
  /** Milliseconds since 1970 by this machine. Used only where the server's clock cannot be read. Default `Date.now`. */
  wall(): number;
  /** Resolves after so many milliseconds, or sooner after the machine was suspended; rejects at once on abort. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1). Default `Math.random`. */
  random(): number;
}

const real: Runtime = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  sleep,
  random: () => Math.random(),
};

/** The given parts of a runtime, the real ones for the rest. */
export function runtimeOf(given: Partial<Runtime> | undefined): Runtime {
  return given ? { ...real, ...given } : real;
}
