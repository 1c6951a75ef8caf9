import { InvalidArgumentError } from './errors/local-errors.js';

/** Puts encoded values in the place of a path's `{parameters}`. */
export const fillPath = (path: string, params: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!));

/**
 * Refuses what would lead elsewhere than its text says: an empty value, `.` and `..` also when encoded, half characters.
 *
 * @throws InvalidArgumentError
 */
export function checkPath(baseURL: string, path: string, params: Record<string, string> = {}): void {
  try {
    const url = baseURL + fillPath(path, params);
    const areNamed = Object.values(params).every((value) => value && typeof value === 'string');
    if (areNamed && path.startsWith('/') && new URL(url).href === url) return;
  } catch {}
  const given = Object.keys(params).length > 0 ? ` with ${JSON.stringify(params)}` : '';
  throw new InvalidArgumentError('invalid_path', `This would not reach its path: ${path}${given}.`);
}
