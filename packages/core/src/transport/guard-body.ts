/**
 * Gives a response to the caller with its body unread, and fails the body when it pauses too long.
 *
 * @param pauseMs the longest pause between two pieces
 * @param done called once, when the body has ended in any way
 */
export function guardBody(
  response: Response,
  pauseMs: number,
  controller: AbortController,
  done: () => void,
): Response {
  if (!response.body) {
    done();
    return response;
  }
  const reader = response.body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const finish = (): void => {
    clearTimeout(timer);
    done();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        if (pauseMs < 2 ** 31)
          timer = setTimeout(() => controller.abort(new DOMException('The answer stalled.', 'TimeoutError')), pauseMs);
        try {
          const { done: ended, value } = await reader.read();
          clearTimeout(timer);
          if (!ended) return sink.enqueue(value);
          finish();
          sink.close();
        } catch (error) {
          finish();
          throw error;
        }
      },
      async cancel(reason) {
        finish();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers, url } = response;
  return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url });
}
