import { InvalidResponseError } from './errors/local-errors.js';

/**
 * Reads the data of an answer.
 *
 * @param text the body where it has been read already
 * @param strict whether the answer must be JSON; otherwise another media type gives its text
 */
export async function parseData<T>(
  response: Response,
  text: string | undefined,
  strict: boolean,
  attempts: number,
): Promise<T> {
  const body = text ?? (await response.clone().text());
  const { headers, status } = response;
  if (!strict && !body) return undefined as T;
  if (!strict && !headers.get('content-type')?.includes('json')) return body as T;
  try {
    return JSON.parse(body);
  } catch (cause) {
    const message = `The service answered ${status} with something that is not JSON: check the base URL, which ends in /api.`;
    throw new InvalidResponseError({ message, status, headers, body, attempts, cause });
  }
}
