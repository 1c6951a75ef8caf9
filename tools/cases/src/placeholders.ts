import { ChamelaionError } from '@chamelaion/contract';

/** What `{{name.field}}` refers to: given requests and the answers of earlier exchanges, by name. */
export type Bindings = Record<string, Record<string, unknown>>;

const reference = /\{\{(\w+)\.(\w+)\}\}/g;

/** Replaces every `{{name.field}}` in every string of a value. */
export function fill<T>(value: T, bindings: Bindings): T {
  if (typeof value === 'string') {
    return value.replace(reference, (_, name: string, field: string) => String(lookUp(bindings, name, field))) as T;
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, bindings)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, bindings)])) as T;
  }
  return value;
}

function lookUp(bindings: Bindings, name: string, field: string): unknown {
  const value = bindings[name]?.[field];
  if (value !== undefined) return value;
  throw new ChamelaionError({
    code: 'case_reference',
    message: `{{${name}.${field}}} refers to nothing; give a request or an earlier exchange that name.`,
  });
}
