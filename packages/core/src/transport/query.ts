/** A query string; `undefined` and `null` are left out, and each item of an array is given under the same name. */
export function queryString(query: Record<string, unknown>): string {
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) pairs.push([name, String(item)]);
    }
  }
  return String(new URLSearchParams(pairs));
}
