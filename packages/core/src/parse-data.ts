import type { Operation } from './call.js';
import { InvalidResponseError } from './errors/local-errors.js';

/** Reads the data of an answer. That of an undocumented operation may be text, and then is given as it is. */
export function parseData<T>(
  { headers, status }: Response,
  body: string,
  { isUndocumented, isPage }: Operation,
  attempts: number,
): T {
  if (isUndocumented && (!body || !headers.get('content-type')?.includes('json'))) return (body || undefined) as T;
  try {
    const data = JSON.parse(body);
    // Throws where there is no list.
    if (isPage) data.data.values();
    return data;
  } catch (cause) {
    const message = `The answer (${status}) is not the documented JSON: does the base URL end in /api?`;
    throw new InvalidResponseError({ message, status, headers, body, attempts, cause });
  }
}
