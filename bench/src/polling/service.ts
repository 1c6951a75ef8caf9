import type { LipsyncRequest } from '@chamelaion/contract';
import type { Runtime } from '@chamelaion/polling';

/** How long a call takes in the simulation. */
export const ROUND_TRIP_MS = 100;

const START = Date.parse('2026-01-01T00:00:00Z');

/** Simulated time: it passes only while something sleeps or a call is under way. */
export class SimulatedTime implements Runtime {
  nowMs = 0;
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomFrom(seed);
  }

  monotonic = () => this.nowMs;
  wall = () => START + this.nowMs;
  random = () => this.#next();
  sleep = async (ms: number) => {
    this.nowMs += ms;
  };
}

/** A job of the simulated service. */
export interface SimulatedJob {
  id: string;
  submittedMs: number;
  durationMs: number;
}

/** The simulated service: answers as a real one would, with a `Date` of whole seconds, and notes when it was asked. */
export class SimulatedService {
  readonly askedMs: number[] = [];
  /** When the caller first learnt of each job's end. */
  readonly noticedMs = new Map<string, number>();
  readonly #time: SimulatedTime;
  readonly #newestFirst: SimulatedJob[];
  readonly #byId: Map<string, SimulatedJob>;

  constructor(time: SimulatedTime, jobs: SimulatedJob[]) {
    this.#time = time;
    this.#newestFirst = [...jobs].sort((a, b) => b.submittedMs - a.submittedMs);
    this.#byId = new Map(jobs.map((job) => [job.id, job]));
  }

  readonly client = {
    lipsync: {
      requests: {
        retrieve: (id: string) => this.#answer(() => this.#read(this.#byId.get(id)!)),
        list: ({ limit = 20, offset = 0 }: { limit?: number; offset?: number } = {}) =>
          this.#answer(() => ({
            data: this.#newestFirst.slice(offset, offset + limit).map((job) => this.#read(job)),
            pagination: { limit, offset, total: this.#newestFirst.length },
          })),
      },
    },
  };

  #answer<T>(make: () => T): Promise<T> & { withResponse(): Promise<{ data: T; response: { headers: Headers } }> } {
    this.#time.nowMs += ROUND_TRIP_MS / 2;
    this.askedMs.push(this.#time.nowMs);
    const data = make();
    const date = new Date(Math.floor(this.#time.wall() / 1_000) * 1_000).toUTCString();
    this.#time.nowMs += ROUND_TRIP_MS / 2;
    return Object.assign(Promise.resolve(data), {
      withResponse: async () => ({ data, response: { headers: new Headers({ date }) } }),
    });
  }

  #read({ id, submittedMs, durationMs }: SimulatedJob): LipsyncRequest {
    const created_at = new Date(START + submittedMs).toISOString();
    const isDone = this.#time.nowMs >= submittedMs + durationMs;
    if (isDone && !this.noticedMs.has(id)) this.noticedMs.set(id, this.#time.nowMs + ROUND_TRIP_MS / 2);
    return isDone
      ? { id, created_at, status: 'completed', output_url: `https://storage.example.com/${id}.mp4` }
      : { id, created_at, status: 'processing' };
  }
}

/** The most requests in any 60 seconds. */
export function peakPerMinute(askedMs: readonly number[]): number {
  let peak = 0;
  let from = 0;
  askedMs.forEach((at, index) => {
    while (askedMs[from]! <= at - 60_000) from += 1;
    peak = Math.max(peak, index - from + 1);
  });
  return peak;
}

/** Random numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
