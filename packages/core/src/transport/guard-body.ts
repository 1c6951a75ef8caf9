import { timer } from './timer.js';

/**
 * Gives a response with a body that notices when it pauses too long.
 *
 * @param pauseMs the longest pause between two pieces
 * @param stalled called when it is over
 * @param ended called when the body has ended in any way
 */
export function guardBody(response: Response, pauseMs: number, stalled: () => void, ended: () => void): Response {
  const reader = response.body?.getReader();
  const setTimer = timer();
  const end = (): void => {
    setTimer();
    ended();
  };
  if (!reader) {
    end();
    return response;
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        setTimer(pauseMs, stalled);
        try {
          const { done, value } = await reader.read();
          if (value) sink.enqueue(value);
          if (done) sink.close();
          done ? end() : setTimer();
        } catch (error) {
          end();
          throw error;
        }
      },
      cancel(reason) {
        end();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return Object.defineProperty(new Response(body, response), 'url', { value: response.url });
}
