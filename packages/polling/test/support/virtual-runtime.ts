import type { Runtime } from '../../src/index.js';

/** Time that passes only while something sleeps. */
export interface VirtualRuntime extends Runtime {
  /** Every sleep that was asked for, in milliseconds. */
  sleeps: number[];
  /** Moves time forward. */
  pass(ms: number): void;
}

export function virtualRuntime(
  options: { startMs?: number; wallSkewMs?: number; random?: () => number } = {},
): VirtualRuntime {
  const { startMs = Date.parse('2026-01-01T00:00:00Z'), wallSkewMs = 0, random = () => 0.5 } = options;
  let passedMs = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    pass: (ms) => {
      passedMs += ms;
    },
    monotonic: () => passedMs,
    wall: () => startMs + passedMs + wallSkewMs,
    random,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      passedMs += ms;
    },
  };
}
