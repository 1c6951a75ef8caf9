import { send } from './retry/send.js';
import type { Answer } from './transport/attempt.js';
import { readyBody } from './transport/body.js';
import type { Exchange } from './transport/exchange.js';

/** What middleware is told of a call. */
export interface MiddlewareContext {
  /** The request; its body is there when it is JSON, and empty when it is a form, which is streamed. */
  request: Request;
  /** The path as the contract names it, such as `/v1/lipsync/requests/{id}`. */
  readonly schemaPath: string;
  readonly params: { query?: Record<string, unknown>; path?: Record<string, unknown> };
  /** Names this call for as long as it lasts. */
  readonly id: string;
  readonly options: { readonly baseUrl: string };
}

/**
 * Middleware as openapi-fetch defines it: each hook may return something to put in the place of what it was given.
 * A `Response` from `onRequest` ends the call without sending anything.
 */
export interface Middleware {
  onRequest?(context: MiddlewareContext): void | Request | Response | Promise<void | Request | Response>;
  /** Called in the opposite order, with every answer, errors included. */
  onResponse?(context: MiddlewareContext & { response: Response }): void | Response | Promise<void | Response>;
  /** Called in the opposite order when no answer came. */
  onError?(context: MiddlewareContext & { error: unknown }): void | Error | Response | Promise<void | Error | Response>;
}

/** Sends a request through middleware, which sees it once, however often it is retried beneath. */
export async function sendThrough(
  chain: Middleware[],
  exchange: Exchange,
  call: Omit<MiddlewareContext, 'id' | 'request'>,
): Promise<Answer> {
  const { url, method, headers, body } = exchange;
  const init = body?.isWatched === undefined && body ? { body: body.open().init } : {};
  let request = new Request(url, { method, headers, ...init });
  const id = Math.random().toString(36).slice(2);
  const context = () => ({ ...call, id, request });
  let response: Response | undefined;
  let attempts = 0;

  for (const { onRequest } of chain) {
    const result = await onRequest?.(context());
    if (result instanceof Request) request = result;
    if (result instanceof Response) return answerOf(result, exchange.raw, attempts);
  }
  try {
    const own = request.body ? readyBody(await request.text()) : body;
    const sent = await send({
      ...exchange,
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: own,
    });
    attempts = sent.attempts;
    response = sent.text ? new Response(sent.text, sent.response) : sent.response;
  } catch (caught) {
    let error = caught;
    for (const { onError } of [...chain].reverse()) {
      const result = await onError?.({ ...context(), error });
      if (result instanceof Response) {
        response = result;
        break;
      }
      if (result) error = result;
    }
    if (!response) throw error;
  }
  for (const { onResponse } of [...chain].reverse()) {
    response = (await onResponse?.({ ...context(), response })) ?? response;
  }
  return answerOf(response, exchange.raw, attempts);
}

const answerOf = async (response: Response, raw: boolean, attempts: number): Promise<Answer> => ({
  response,
  text: raw && response.ok ? undefined : await response.clone().text(),
  attempts,
});
