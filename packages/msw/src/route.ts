import { type OperationId, operationTable } from '@chamelaion/contract';
import { Refusal } from './refusal.js';

/** The operation that a request is for. */
export interface Route {
  operation: OperationId;
  path: Record<string, string>;
}

const patterns = Object.values(operationTable).map(({ id, method, path }) => ({
  id,
  method,
  pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

/**
 * Finds the operation for a method and a path relative to the base URL.
 *
 * @throws Refusal 404 for an unknown path, 405 with `Allow` for a method that the path does not take
 */
export function route(method: string, path: string): Route {
  const here = patterns.flatMap((each) => {
    const match = each.pattern.exec(path);
    return match ? [{ ...each, groups: match.groups ?? {} }] : [];
  });
  if (here.length === 0) throw new Refusal('route_not_found');
  const found = here.find((each) => each.method === method);
  if (!found) throw new Refusal('method_not_allowed', { allow: here.map((each) => each.method).join(', ') });
  const params = Object.entries(found.groups).map(([name, value]) => [name, decode(value)]);
  return { operation: found.id, path: Object.fromEntries(params) };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
