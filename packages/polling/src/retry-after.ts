/** Response headers as clients hand them out: a `Headers`, or a plain object. */
export type HeaderSource = Headers | Record<string, unknown>;

/** One header of a response, or `undefined`. */
export function headerOf(headers: HeaderSource | undefined | null, name: string): string | undefined {
  if (!headers) return undefined;
  if (typeof headers['get'] === 'function') return (headers as Headers).get(name) ?? undefined;
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  const value = key === undefined ? undefined : (headers as Record<string, unknown>)[key];
  return value === undefined ? undefined : String(value);
}

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as a date.
 * A date is taken against the same answer's `Date` header, so that a wrong clock here changes nothing.
 */
export function retryAfterMs(headers: HeaderSource | undefined | null, wallMs: number): number | undefined {
  const exact = numberOf(headerOf(headers, 'retry-after-ms'));
  if (exact !== undefined) return exact;
  const text = headerOf(headers, 'retry-after');
  const seconds = numberOf(text);
  if (seconds !== undefined) return seconds * 1_000;
  const at = Date.parse(text ?? '');
  if (Number.isNaN(at)) return undefined;
  const date = Date.parse(headerOf(headers, 'date') ?? '');
  return Math.max(at - (Number.isNaN(date) ? wallMs : date), 0);
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
