import type { HeadersLike } from '../request-options.js';

/** Puts headers together, later ones in front of earlier ones; `null` takes one away, `undefined` changes nothing. */
export function mergeHeaders(...all: HeadersLike[]): Headers {
  const merged = new Headers();
  for (const headers of all) {
    for (const [name, value] of headers instanceof Headers ? headers : Object.entries(headers)) {
      if (value === null) merged.delete(name);
      else if (value !== undefined) merged.set(name, value);
    }
  }
  return merged;
}
