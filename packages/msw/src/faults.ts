import type { ErrorCode, OperationId } from '@chamelaion/contract';

/**
 * Something that goes wrong.
 *
 * - `error`: an error of the catalogue; 429 and 503 carry `Retry-After` (`retryAfterSeconds`, default 1)
 * - `reset`: the connection breaks `before` anything was done, or `after` the call took effect, so that a caller who
 *   retries blindly pays twice (default `before`)
 * - `slow_body`: the answer begins at once, and its body takes `overMs` milliseconds to arrive
 */
export type Fault =
  | { kind: 'error'; code: ErrorCode; retryAfterSeconds?: number }
  | { kind: 'reset'; when?: 'before' | 'after' }
  | { kind: 'slow_body'; overMs: number };

/** Which calls a fault meets. */
export interface FaultScope {
  /** How many calls. Default 1; `Infinity` until `clear` or `reset`. */
  times?: number;
  /** Only calls of this operation. Default: any. */
  operation?: OperationId;
}

/** The faults that are waiting to happen. */
export interface Faults {
  /**
   * Lets the next calls fail. Faults are used up in the order in which they were injected, one a call.
   *
   * @example
   * ```ts
   * api.faults.inject({ kind: 'error', code: 'rate_limit_exceeded', retryAfterSeconds: 2 }, { times: 3 });
   * ```
   */
  inject(fault: Fault, scope?: FaultScope): void;
  /** Forgets the faults that have not happened yet. */
  clear(): void;
}

/** Keeps faults until a call uses them up. */
export class FaultQueue implements Faults {
  #waiting: { fault: Fault; times: number; operation: OperationId | undefined }[] = [];

  inject(fault: Fault, scope: FaultScope = {}): void {
    this.#waiting.push({ fault, times: scope.times ?? 1, operation: scope.operation });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that meets a call of this operation, if any. */
  take(operation: OperationId): Fault | undefined {
    const met = this.#waiting.find((each) => !each.operation || each.operation === operation);
    if (!met) return undefined;
    met.times -= 1;
    if (met.times <= 0) this.#waiting = this.#waiting.filter((each) => each !== met);
    return met.fault;
  }
}
