/** Buffers that nobody writes to, which take no memory. */
const weights = new WeakMap<object, ArrayBuffer>();

/** Share of a frame's size that is told: all of it would call the collector after every few frames. */
const TOLD = 1 / 2;

/**
 * Tells the garbage collector that a codec's frame is large, which it does not know: it counts a buffer as long as the
 * frame lives. Without that it would come too seldom, as a closed frame keeps its pixels until it is collected.
 */
export function weighFrame(frame: object, bytes: number): void {
  weights.set(frame, new ArrayBuffer(bytes * TOLD));
}
