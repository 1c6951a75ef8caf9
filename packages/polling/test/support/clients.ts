import type { LipsyncRequest, LipsyncRequestListResponse } from '@chamelaion/contract';
import type { CallOptions } from '../../src/index.js';

/** What a home-made client on plain fetch throws. */
export class StatusError extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
  ) {
    super(`status ${status}`);
  }
}

/** A client that someone wrote in ten lines on fetch; it shows headers only when asked to. */
export function fetchClient(baseUrl: string, { withHeaders = false } = {}) {
  const get = <T>(path: string, options: CallOptions = {}) => {
    const exchange = fetch(`${baseUrl}${path}`, options.signal ? { signal: options.signal } : {}).then(
      async (response) => {
        if (!response.ok) throw new StatusError(response.status, response.headers);
        return { data: (await response.json()) as T, response };
      },
    );
    const data = exchange.then((whole) => whole.data);
    if (!withHeaders) return data;
    data.catch(() => {});
    return Object.assign(data, { withResponse: () => exchange });
  };
  return {
    lipsync: {
      requests: {
        retrieve: (id: string, options?: CallOptions) =>
          get<LipsyncRequest>(`/v1/lipsync/requests/${encodeURIComponent(id)}`, options),
        list: (query: Record<string, string | number> = {}, options?: CallOptions) =>
          get<LipsyncRequestListResponse>(
            `/v1/lipsync/requests?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`,
            options,
          ),
      },
    },
  };
}
