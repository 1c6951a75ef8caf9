const WINDOW_MS = 5000;

/** Bytes a second over the last five seconds, and the time left at that rate. */
export class RateMeter {
  readonly #now: () => number;
  readonly #samples: { at: number; bytes: number }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes how many bytes have gone in all; a number below the last starts again. */
  add(bytes: number): void {
    const at = this.#now();
    const last = this.#samples.at(-1);
    if (last && bytes < last.bytes) this.#samples.length = 0;
    this.#samples.push({ at, bytes });
    while (this.#samples.length > 2 && at - (this.#samples[1] as { at: number }).at > WINDOW_MS) this.#samples.shift();
  }

  /** Bytes a second, or `undefined` before there are two moments to compare. */
  bytesPerSecond(): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at === first.at) return undefined;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
  }

  /** Milliseconds until `totalBytes` at the present rate, or `undefined` while nothing moves. */
  etaMs(totalBytes: number): number | undefined {
    const rate = this.bytesPerSecond();
    const last = this.#samples.at(-1);
    return rate && last ? ((totalBytes - last.bytes) / rate) * 1000 : undefined;
  }
}
