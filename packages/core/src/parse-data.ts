import { InvalidResponseError } from './errors/local-errors.js';

/**
 * Reads the data of an answer.
 *
 * @param isDocumented whether the answer must be JSON; otherwise another media type gives its text
 */
export function parseData<T>({ headers, status }: Response, body: string, isDocumented: boolean, attempts: number): T {
  if (!isDocumented && (!body || !headers.get('content-type')?.includes('json'))) return (body || undefined) as T;
  try {
    return JSON.parse(body);
  } catch (cause) {
    const message = `The answer (${status}) is not JSON: check the base URL, which ends in /api.`;
    throw new InvalidResponseError({ message, status, headers, body, attempts, cause });
  }
}
