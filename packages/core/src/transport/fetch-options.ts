/** More options for `fetch`; those the client sets itself cannot be set here. */
export interface FetchOptions extends Omit<RequestInit, 'body' | 'headers' | 'method' | 'redirect' | 'signal'> {
  /** An undici `Dispatcher`, such as a `ProxyAgent` (Node). */
  dispatcher?: unknown;
}

/** A function like the global `fetch`. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;
