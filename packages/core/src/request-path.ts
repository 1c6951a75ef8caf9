import { InvalidArgumentError } from './errors/local-errors.js';

/**
 * Puts encoded values in the place of a path's `{parameters}`. Refuses values that would lead elsewhere: an empty one,
 * `.`, `..`, and those with half characters.
 *
 * @throws InvalidArgumentError
 */
export function fillPath(path: string, params: Record<string, string>): string {
  const empty = Object.keys(params).find((name) => params[name] === '');
  if (empty) {
    const message = `The ${empty} is empty: give a request_id, which every generate answers with, or a reference_id.`;
    throw new InvalidArgumentError('invalid_path', message);
  }
  try {
    return path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name];
      if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) throw new TypeError(name);
      return encodeURIComponent(value);
    });
  } catch {
    throw invalidPath(path, params);
  }
}

/**
 * Refuses a path that would lead elsewhere than its text says, such as one with `..` in it, encoded or not.
 *
 * @throws InvalidArgumentError
 */
export function checkPath(baseURL: string, path: string): void {
  const url = baseURL + path;
  if (!path.startsWith('/') || !URL.canParse(url) || new URL(url).href !== url) throw invalidPath(path);
}

function invalidPath(path: string, params?: Record<string, string>): InvalidArgumentError {
  const given = params ? ` with ${JSON.stringify(params)}` : '';
  return new InvalidArgumentError('invalid_path', `This would not reach its path: ${path}${given}.`);
}
