import type { ClientOptions } from '../client-options.js';
import type { LogLevel } from '../log/logger.js';

/** The options that the environment variables give; one that is empty counts as not set. */
export function environmentOptions(): ClientOptions {
  const read = (name: string): string | undefined => process.env[`CHAMELAION_${name}`]?.trim() || undefined;
  const headers = (read('CUSTOM_HEADERS') ?? '').matchAll(/^\s*([^:\s]+)\s*:(.*)$/gm);
  return {
    apiKey: read('API_KEY'),
    bearerToken: read('BEARER_TOKEN'),
    baseURL: read('BASE_URL'),
    logLevel: read('LOG') as LogLevel | undefined,
    defaultHeaders: Object.fromEntries([...headers].map(([, name, value]) => [name!, value!.trim()])),
  };
}
