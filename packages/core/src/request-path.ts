import { InvalidArgumentError } from './errors/local-errors.js';

/**
 * Puts encoded values in the place of a path's `{parameters}`. Refuses values that would lead elsewhere: an empty one,
 * `.`, `..`, and those with half characters.
 *
 * @throws InvalidArgumentError
 */
export function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    try {
      if (typeof value === 'string' && !/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
    } catch {}
    throw invalidPath(
      `The ${name} ${JSON.stringify(value)} is empty or none: give the request_id of a generate, or a reference_id.`,
    );
  });
}

/**
 * Refuses a path that would lead elsewhere than its text says, such as one with `..` in it, encoded or not.
 *
 * @throws InvalidArgumentError
 */
export function checkPath(baseURL: string, path: string): void {
  const url = baseURL + path;
  if (!path.startsWith('/') || !URL.canParse(url) || new URL(url).href !== url) {
    throw invalidPath(`This would not reach its path: ${path}`);
  }
}

const invalidPath = (message: string): InvalidArgumentError => new InvalidArgumentError('invalid_path', message);
