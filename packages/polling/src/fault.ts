import type { HeaderSource } from './retry-after.js';

const RETRYABLE_STATUSES = new Set([408, 409, 425, 429]);
const NETWORK_CODE =
  /^(E(CONN|PIPE|HOST|NET|AI_|NOTFOUND|TIMEDOUT|SOCKET|ADDRNOTAVAIL)|UND_ERR_|HPE_|ERR_(HTTP2|STREAM|SOCKET|NETWORK))/;
const BROKEN_FOR_GOOD_CODE =
  /^(ERR_INVALID_URL|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|UND_ERR_INVALID_ARG)/;
const NETWORK_MESSAGE =
  /fetch failed|failed to fetch|load failed|networkerror|network error|terminated|socket|connection|timed? ?out/i;
const CAUSES_FOLLOWED = 5;

interface ErrorLike {
  status?: unknown;
  statusCode?: unknown;
  code?: unknown;
  name?: unknown;
  message?: unknown;
  isRetryable?: unknown;
  headers?: HeaderSource;
  response?: { status?: unknown; headers?: HeaderSource };
  cause?: unknown;
}

/** The HTTP status that an error of any client stands for, or `undefined`. */
export function statusOf(error: unknown): number | undefined {
  for (const link of chain(error)) {
    const status = link.status ?? link.statusCode ?? link.response?.status;
    if (typeof status === 'number') return status;
  }
  return undefined;
}

/** The response headers that an error of any client carries, or `undefined`. */
export function headersOf(error: unknown): HeaderSource | undefined {
  for (const link of chain(error)) {
    const headers = link.headers ?? link.response?.headers;
    if (headers) return headers;
  }
  return undefined;
}

/**
 * Whether a failed read may succeed when it is made again: 408, 409, 425, 429 and every 5xx, resets, DNS failures,
 * timeouts, answers cut short or not JSON. Not 401 and its like, not a wrong certificate, not a mistake in a program.
 */
export function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || RETRYABLE_STATUSES.has(status) || isSuccess(status);
  const links = [...chain(error)];
  const codes = links.map((link) => (typeof link.code === 'string' ? link.code : ''));
  if (codes.some((code) => BROKEN_FOR_GOOD_CODE.test(code))) return false;
  const declared = links[0]?.isRetryable;
  if (typeof declared === 'boolean') return declared;
  if (codes.some((code) => NETWORK_CODE.test(code))) return true;
  return links.some(
    ({ name, message }) =>
      name === 'TimeoutError' ||
      name === 'AbortError' ||
      name === 'SyntaxError' ||
      (name !== 'ReferenceError' && NETWORK_MESSAGE.test(String(message ?? ''))),
  );
}

/** An error in spite of success: the answer was cut short, or a proxy's page stood in for it. */
function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function* chain(error: unknown): Generator<ErrorLike> {
  let link = error;
  for (let depth = 0; depth < CAUSES_FOLLOWED && typeof link === 'object' && link !== null; depth += 1) {
    yield link as ErrorLike;
    link = (link as ErrorLike).cause;
  }
}
