import type { operations } from './api.gen.js';
import type { OperationId } from './operations.gen.js';

type Parameters<K extends OperationId> = operations[K]['parameters'];
type OrEmpty<T> = [T] extends [never] ? Record<never, never> : T;

/** The path parameters of an operation. */
export type PathOf<K extends OperationId> = OrEmpty<NonNullable<Parameters<K>['path']>>;

/** The query parameters of an operation, all optional. */
export type QueryOf<K extends OperationId> = OrEmpty<NonNullable<Parameters<K>['query']>>;

/** The body of an operation: parsed JSON, or the fields of a form; `undefined` where there is none. */
export type BodyOf<K extends OperationId> = operations[K] extends { requestBody: { content: infer C } }
  ? C[keyof C]
  : undefined;

/** What an operation answers with when all is well. */
export type ResponseOf<K extends OperationId> = operations[K]['responses'][200]['content']['application/json'];

/** What an operation is called with. */
export interface OperationInput<K extends OperationId> {
  path: PathOf<K>;
  query: QueryOf<K>;
  body: BodyOf<K>;
}

/**
 * A complete implementation of the API: one handler an operation. A service that is typed with it
 * does not compile while a handler is missing or answers with another shape.
 *
 * @example
 * ```ts
 * const handlers: OperationHandlers<{ account: string }> = {
 *   'health.check': () => ({ status: 'ok' }),
 *   // ... one for each other operation
 * };
 * ```
 */
export type OperationHandlers<Context> = {
  [K in OperationId]: (input: OperationInput<K>, context: Context) => ResponseOf<K> | Promise<ResponseOf<K>>;
};
