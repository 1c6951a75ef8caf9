/**
 * A body that arrives byte by byte over a time. It breaks off when the caller aborts, which Mock Service Worker does not
 * do by itself once an answer has begun.
 */
export function trickle(text: string, overMs: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const pauseMs = overMs / bytes.length;
  let sent = 0;
  return new ReadableStream({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (signal.aborted) return;
      controller.enqueue(bytes.subarray(sent, ++sent));
      if (sent === bytes.length) controller.close();
    },
  });
}
