import { WebSocket } from 'undici';

/** What events carry, as far as tests look at it. */
export interface EventParams {
  exceptionDetails?: { exception?: { description?: string } };
  entry?: { level: string; text: string };
}

/** Sends a command of the DevTools protocol and waits for its answer. */
export type Send = (method: string, params?: object) => Promise<Record<string, never>>;

/** Opens a page's socket. */
export async function connect(url: string, onEvent: (params: EventParams) => void): Promise<Send> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: { result?: never; error?: { message: string } }) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, params, ...answer } = JSON.parse(String(data));
    if (id === undefined) return onEvent(params as EventParams);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result!)));
      socket.send(JSON.stringify({ id, method, params }));
    });
}
