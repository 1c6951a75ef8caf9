/** A query string; `undefined` and `null` are left out, and each item of an array is given under the same name. */
export function queryString(query: Record<string, unknown>): string {
  let search = '';
  for (const name in query) {
    const value = query[name];
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) search += `&${encodeURIComponent(name)}=${encodeURIComponent(item)}`;
    }
  }
  return search.slice(1);
}
