import { InvalidArgumentError } from './errors/local-errors.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Refuses values that would change a route: `.` and `..` do so even when encoded, and nothing leads to another. */
export function checkPathParams(params: Record<string, string> | undefined): void {
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value) || LONE_SURROGATE.test(value)) {
      throw new InvalidArgumentError(
        'invalid_path_parameter',
        `\`${name}\` must be a non-empty text other than "." and "..", is ${JSON.stringify(value) ?? String(value)}.`,
      );
    }
  }
}

/**
 * Takes a path given by the caller apart.
 *
 * @throws InvalidArgumentError when it leads out of the API: another origin, or `..`
 */
export function splitPath(path: string): { pathname: string; query: Record<string, string> } {
  const [pathname = '', search] = path.split('#', 1)[0]!.split(/\?(.*)/s);
  const segments = pathname.split(/[/\\]/).map((segment) => segment.replace(/%2e/gi, '.'));
  if (!/^\/(?![/\\])/.test(pathname) || segments.includes('.') || segments.includes('..')) {
    throw new InvalidArgumentError(
      'invalid_path',
      `The path must begin with one "/" and hold no "." or "..", is ${path}.`,
    );
  }
  return { pathname, query: Object.fromEntries(new URLSearchParams(search)) };
}
