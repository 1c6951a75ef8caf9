import type { Operation } from './call.js';
import type { Config } from './config.js';
import { InvalidArgumentError } from './errors/local-errors.js';
import type { HeadersLike, RequestOptions } from './request-options.js';

/**
 * The headers of a request: the client's own, then those of the environment, the client's options and the call.
 *
 * @throws InvalidArgumentError when one of them cannot be sent, or when a call that needs a key has none, unless the caller takes the header away on purpose
 */
export function requestHeaders(
  { isPublic, isUndocumented }: Operation,
  { auth, headers, options: { middleware } }: Config,
  options: RequestOptions,
  own: Record<string, string>,
): Record<string, string> {
  const given = options.headers ? [...headers, options.headers] : headers;
  const merged = mergeHeaders({ accept: 'application/json', ...own }, isPublic ? {} : auth, ...given);
  if (isPublic || isUndocumented || merged['x-api-key'] || merged['authorization'] || middleware?.length) return merged;
  if (given.some((some) => Object.values(some).includes(null))) return merged;
  throw new InvalidArgumentError('missing_api_key', 'There is no API key: set CHAMELAION_API_KEY, or pass apiKey.');
}

/** Puts headers together, later ones in front of earlier ones; `null` takes one away, `undefined` changes nothing. */
function mergeHeaders(...all: HeadersLike[]): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const headers of all) {
    const plain = headers instanceof Headers ? Object.fromEntries(headers) : headers;
    for (const name in plain) {
      const value = plain[name];
      if (value === null) delete merged[name.toLowerCase()];
      else if (value !== undefined) {
        if (/[^\t -~\x80-\xff]/.test(value)) {
          throw new InvalidArgumentError('invalid_header', `${name} holds characters that no header has.`);
        }
        merged[name.toLowerCase()] = value;
      }
    }
  }
  return merged;
}
