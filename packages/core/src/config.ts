import { environments } from '@chamelaion/contract';
import type { Middleware } from 'openapi-fetch';
import type { ClientOptions } from './client-options.js';
import { InvalidArgumentError } from './errors/local-errors.js';
import { createLogger, isLogLevel, type Logger } from './log/logger.js';
import type { HeadersLike, Timeouts } from './request-options.js';
import type { Fetch, FetchOptions } from './transport/fetch-options.js';

/** A client's options, complete. */
export interface Config {
  baseURL: string;
  /** The headers that authenticate; empty without a key. */
  auth: Record<string, string>;
  headers: HeadersLike[];
  query: Record<string, unknown>;
  maxRetries: number;
  maxRetryAfter: number;
  connectTimeout: number;
  timeouts: Timeouts;
  fetch: Fetch | undefined;
  fetchOptions: FetchOptions | undefined;
  middleware: Middleware[];
  log: Logger;
}

/**
 * Completes a client's options from the environment. What is passed goes before what the environment says,
 * and a key that is passed keeps the environment's other key out.
 */
export function configOf(options: ClientOptions): Config {
  const keyGiven = Boolean(options.apiKey || options.bearerToken);
  const apiKey = options.apiKey || (keyGiven ? undefined : env('CHAMELAION_API_KEY'));
  const bearerToken = options.bearerToken || (keyGiven ? undefined : env('CHAMELAION_BEARER_TOKEN'));
  const level = env('CHAMELAION_LOG');
  const secrets = [apiKey, bearerToken].filter((secret) => secret !== undefined);
  return {
    baseURL: baseURLOf(options),
    auth: {
      ...(apiKey ? { 'x-api-key': headerValue(apiKey) } : {}),
      ...(bearerToken ? { authorization: `Bearer ${headerValue(bearerToken)}` } : {}),
    },
    headers: [customHeaders(env('CHAMELAION_CUSTOM_HEADERS')), options.defaultHeaders ?? {}],
    query: options.defaultQuery ?? {},
    maxRetries: options.maxRetries ?? 2,
    maxRetryAfter: options.maxRetryAfter ?? 60_000,
    connectTimeout: options.connectTimeout ?? 10_000,
    timeouts: options,
    fetch: options.fetch,
    fetchOptions: options.fetchOptions,
    middleware: options.middleware ?? [],
    log: createLogger(options.logLevel ?? (isLogLevel(level) ? level : 'warn'), options.logger ?? console, secrets),
  };
}

function baseURLOf(options: ClientOptions): string {
  const named = options.environment && environments[options.environment];
  if (options.environment && !named) {
    const known = Object.keys(environments).join(', ');
    throw new InvalidArgumentError(
      'unknown_environment',
      `There is no environment ${options.environment}: use ${known}.`,
    );
  }
  const url = options.baseURL || named || env('CHAMELAION_BASE_URL') || environments.production;
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new InvalidArgumentError('invalid_base_url', `The base URL ${url} is not an http(s) URL.`);
  }
  return url.replace(/\/+$/, '');
}

/** A variable of the environment, where there is one and it is not empty. */
function env(name: string): string | undefined {
  return globalThis.process?.env?.[name]?.trim() || undefined;
}

function headerValue(key: string): string {
  const value = key.trim();
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new InvalidArgumentError('invalid_key', 'The key holds characters that no key has: was it copied whole?');
}

function customHeaders(lines: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines?.split('\n') ?? []) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return headers;
}
