import type { Environment } from '@chamelaion/contract';
import type { LogLevel, LogSink } from './log/logger.js';
import type { Middleware } from './middleware.js';
import type { HeadersLike, Timeouts } from './request-options.js';
import type { Fetch, FetchOptions } from './transport/fetch-options.js';

/** What a client is made with. Everything may be left out. */
export interface ClientOptions extends Timeouts {
  /** The API key, sent as `x-api-key`. Default: `CHAMELAION_API_KEY`. */
  apiKey?: string | null | undefined;
  /** The same token, sent as `Authorization: Bearer`. Default: `CHAMELAION_BEARER_TOKEN`. */
  bearerToken?: string | null | undefined;
  /** Where the service is, up to and with `/api`. Default: that of `environment`, then `CHAMELAION_BASE_URL`, then production. */
  baseURL?: string | null | undefined;
  /** Which of the known services to use. Default: `production`. */
  environment?: Environment | undefined;
  /** How many times a failed request is tried again where that is safe. Default 2. */
  maxRetries?: number | undefined;
  /** The longest wait, in milliseconds, that the service may ask for before a retry. Default 60 000. */
  maxRetryAfter?: number | undefined;
  /** How long connecting may take, in milliseconds (Node). Default 10 000. */
  connectTimeout?: number | undefined;
  /** Headers of every request. `CHAMELAION_CUSTOM_HEADERS` adds more: lines of `Name: value`. */
  defaultHeaders?: HeadersLike | undefined;
  /** Query parameters of every request. */
  defaultQuery?: Record<string, unknown> | undefined;
  /** What to use in place of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** More options for `fetch`; a proxy is `{ dispatcher: new ProxyAgent(url) }`, from undici. */
  fetchOptions?: FetchOptions | undefined;
  /** openapi-fetch middleware. It sees each call once, however often the call is retried beneath it. */
  middleware?: Middleware[] | undefined;
  /** How much to log. Default: `CHAMELAION_LOG`, then `warn`. */
  logLevel?: LogLevel | undefined;
  /** Where to log to. Default: `console`. Keys and the signatures of URLs are taken out first. */
  logger?: LogSink | undefined;
}
