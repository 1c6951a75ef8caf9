import { timer } from './timer.js';

/** What a guarded body reports. */
export interface BodyGuard {
  /** The longest pause between two pieces, in milliseconds. */
  pause: number;
  /** The pause was too long. */
  stalled(ms: number): void;
  /** The body has ended in any way. */
  ended?(): void;
  /** The outcome of a step, or a rejection at once when the attempt is stopped. */
  unlessAborted<T>(step: Promise<T>): Promise<T>;
  /** The error to give the reader in the place of another. */
  explain(error: unknown): unknown;
}

/** Gives a response with a body that notices when it pauses too long. */
export function guardBody(response: Response, { pause, stalled, ended, unlessAborted, explain }: BodyGuard): Response {
  const reader = response.body?.getReader();
  const setTimer = timer();
  const end = (): void => {
    setTimer();
    ended?.();
  };
  if (!reader) {
    end();
    return response;
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        setTimer(pause, () => stalled(pause));
        try {
          const { done, value } = await unlessAborted(reader.read());
          setTimer();
          if (!done) return sink.enqueue(value);
          end();
          sink.close();
        } catch (error) {
          end();
          throw explain(error);
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
