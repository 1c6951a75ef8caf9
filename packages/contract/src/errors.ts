const MARK = Symbol.for('chamelaion.error');

/** What every error of the Chamelaion packages is made from. */
export interface ChamelaionErrorInit {
  /** Stable, machine-readable name of what went wrong, such as `wait_timeout`. */
  code: string;
  /** One sentence: what was wrong and what to do. */
  message: string;
  /** Whether trying the same thing again can succeed. Default `false`. */
  isRetryable?: boolean;
  /** HTTP status of the answer that caused it, where there was one. */
  status?: number | undefined;
  /** `x-request-id` of the answer that caused it, where there was one. */
  requestId?: string | undefined;
  /** The error underneath. */
  cause?: unknown;
}

/**
 * The root of every error that the Chamelaion packages throw.
 *
 * Test with `isInstance` rather than `instanceof`: it also recognises errors of another installed copy of the package.
 *
 * @example
 * ```ts
 * try {
 *   await client.lipsync.generate(body);
 * } catch (error) {
 *   if (ChamelaionError.isInstance(error) && error.isRetryable) return retryLater();
 *   throw error;
 * }
 * ```
 */
export class ChamelaionError extends Error {
  /** The class's stable name; subclasses give their own. */
  static readonly errorName: string = 'ChamelaionError';

  declare readonly code: string;
  declare readonly isRetryable: boolean;
  declare readonly status: number | undefined;
  declare readonly requestId: string | undefined;

  constructor(init: ChamelaionErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    const { code, isRetryable = false, status, requestId } = init;
    Object.assign(this, { code, isRetryable, status, requestId });
    const lineage = lineageOf(new.target);
    Object.defineProperties(this, { name: { value: lineage[0], configurable: true }, [MARK]: { value: lineage } });
  }

  /** Whether a value is an error of this class, also one made by another copy of this package. */
  static isInstance<T>(this: ErrorClass<T>, value: unknown): value is T {
    if (typeof value !== 'object' || value === null || !(MARK in value)) return false;
    return (value[MARK] as string[]).includes(this.errorName);
  }
}

type ErrorClass<T> = { readonly errorName: string } & (abstract new (...args: never[]) => T);

function lineageOf(start: typeof ChamelaionError): string[] {
  const names: string[] = [];
  for (let at = start; typeof at.errorName === 'string'; at = Object.getPrototypeOf(at)) {
    if (names.at(-1) !== at.errorName) names.push(at.errorName);
  }
  return names;
}
