import type { OperationId } from '@chamelaion/contract';

/** A request that reached the mocked service. */
export interface RecordedRequest {
  /** What it was for; `undefined` where no operation has that route. */
  operation: OperationId | undefined;
  method: string;
  url: URL;
  headers: Headers;
  /** Path parameters, decoded. */
  path: Record<string, string>;
  /** Query parameters as they were sent. */
  query: Record<string, string>;
  /** Parsed JSON, or the fields of a form by name (files as `Blob`); `undefined` without a body that could be read. */
  body: unknown;
  /** Status of the answer; `undefined` while there is none, and where the connection was reset. */
  status: number | undefined;
}

/** Starts the record of a request; the rest is filled in as it becomes known. */
export function startRecord(request: Request): RecordedRequest {
  const url = new URL(request.url);
  return {
    operation: undefined,
    method: request.method,
    url,
    headers: new Headers(request.headers),
    path: {},
    query: Object.fromEntries(url.searchParams),
    body: undefined,
    status: undefined,
  };
}
