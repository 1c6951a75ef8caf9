import { ChamelaionError } from '@chamelaion/contract';

/** What an `APIError` is made from. */
export interface APIErrorInit {
  message: string;
  /** Default: the class's name in snake case. */
  code?: string | undefined;
  status?: number | undefined;
  headers?: Headers | undefined;
  body?: unknown;
  attempts?: number | undefined;
  isRetryable?: boolean;
  cause?: unknown;
}

/**
 * A call that failed: the root of everything a call can reject with once its arguments were accepted.
 *
 * `message` is the service's own `error` text where it sent one.
 */
export class APIError extends ChamelaionError {
  static override readonly errorName: string = 'APIError';

  /** Headers of the answer, where there was one. */
  declare readonly headers: Headers | undefined;
  /** The answer's body: parsed JSON, or its text when it is not JSON. */
  declare readonly body: unknown;
  /** How many times the request was sent, the first time included. */
  declare readonly attempts: number;

  constructor(init: APIErrorInit) {
    const code = init.code ?? snakeCase(new.target.errorName);
    super({ ...init, code, requestId: init.headers?.get('x-request-id') ?? undefined });
    const { headers, body, attempts = 1 } = init;
    Object.assign(this, { headers, body, attempts });
  }
}

/** `RateLimitError` → `rate_limit`, `APIConnectionError` → `connection`, `APIError` → `api`. */
const snakeCase = (name: string): string =>
  name
    .replace(/^API(?!Error)|Error$/g, '')
    .replace(/\B[A-Z](?=[a-z])/g, '_$&')
    .toLowerCase();
