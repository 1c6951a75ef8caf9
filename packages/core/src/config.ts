import { environments } from '@chamelaion/contract';
import type { ClientOptions } from './client-options.js';
import { InvalidArgumentError } from './errors/local-errors.js';
import { createLogger, type Logger } from './log/logger.js';
import type { Platform } from './platform/platform.js';
import type { HeadersLike } from './request-options.js';

/** What a client needs to know, from its options and the environment. */
export interface Config {
  options: ClientOptions;
  baseURL: string;
  /** The headers that authenticate; empty without a key. */
  auth: Record<string, string>;
  headers: HeadersLike[];
  log: Logger;
}

/**
 * Completes a client's options from the environment. What is passed goes before what the environment says,
 * and a key that is passed keeps the environment's other key out.
 */
export function configOf(options: ClientOptions, platform: Platform): Config {
  const { baseURL, environment, logger = console, defaultHeaders = {} } = options;
  const ambient = platform.defaults?.() ?? {};
  const { apiKey, bearerToken } = options.apiKey || options.bearerToken ? options : ambient;
  const auth: Record<string, string> = {};
  if (apiKey) auth['x-api-key'] = checkKey(apiKey);
  if (bearerToken) auth['authorization'] = `Bearer ${checkKey(bearerToken)}`;
  const url = baseURL || (environment ? environments[environment] : ambient.baseURL || environments.production);
  if (!URL.canParse(url) || !url.startsWith('http')) {
    const message = `Not an http:// or https:// base URL: ${url ?? environment}`;
    throw new InvalidArgumentError('invalid_base_url', message);
  }
  return {
    options,
    baseURL: new URL(url).href.replace(/\/+$/, ''),
    auth,
    headers: [ambient.defaultHeaders ?? {}, defaultHeaders],
    log: createLogger(options.logLevel ?? ambient.logLevel, logger, [apiKey, bearerToken]),
  };
}

function checkKey(key: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new InvalidArgumentError('invalid_key', 'The key holds characters that no key has: was it copied whole?');
}
