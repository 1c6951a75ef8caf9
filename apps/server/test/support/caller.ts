import type { LipsyncRequest, LipsyncRequestListResponse } from '@chamelaion/contract';
import { mediaForm } from './media.js';

/** A plain HTTP caller of the API. */
export interface Caller {
  get<T>(path: string): Promise<T>;
  post(path: string, init: RequestInit): Promise<Response>;
  /** Uploads a job for a test engine; the request's id. */
  submit(orders?: Record<string, unknown>, headers?: Record<string, string>): Promise<string>;
  retrieve(id: string): Promise<LipsyncRequest>;
  list(query?: string): Promise<LipsyncRequestListResponse>;
  /** Polls until the request is finished. */
  finished(id: string, timeoutMs?: number): Promise<LipsyncRequest>;
}

/** Makes a caller with a token. */
export function callerOf(url: string, token: string): Caller {
  const auth = { 'x-api-key': token };
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}${path}`, { headers: auth });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const post = (path: string, init: RequestInit) =>
    fetch(`${url}${path}`, { ...init, method: 'POST', headers: { ...auth, ...(init.headers as object) } });
  const retrieve = (id: string) => get<LipsyncRequest>(`/v1/lipsync/requests/${id}`);
  return {
    get,
    post,
    retrieve,
    list: (query = '') => get(`/v1/lipsync/requests${query}`),
    async submit(orders = {}, headers = {}) {
      const response = await post('/v1/lipsync/generate-with-media', { body: mediaForm(orders), headers });
      const answer = (await response.json()) as { request_id?: string };
      if (!answer.request_id) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
      return answer.request_id;
    },
    async finished(id, timeoutMs = 30_000) {
      const until = Date.now() + timeoutMs;
      for (;;) {
        const request = await retrieve(id);
        if (request.status === 'completed' || request.status === 'failed') return request;
        if (Date.now() > until) throw new Error(`still ${request.status} after ${timeoutMs} ms`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
