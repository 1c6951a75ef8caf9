import { APIError, type APIErrorInit } from './api-error.js';
import {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  TokenLimitError,
  UnprocessableEntityError,
} from './status-errors.js';

type Constructor = new (init: APIErrorInit) => APIError;

const byStatus: Record<number, readonly [string, Constructor]> = {
  400: ['bad_request', BadRequestError],
  401: ['authentication', AuthenticationError],
  403: ['permission_denied', PermissionDeniedError],
  404: ['not_found', NotFoundError],
  409: ['conflict', ConflictError],
  412: ['token_limit', TokenLimitError],
  422: ['unprocessable_entity', UnprocessableEntityError],
  429: ['rate_limit', RateLimitError],
};

/** Whether a status can mean that the same request succeeds later. */
export const isRetryableStatus = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

/** The error that an answer stands for. */
export function errorFromResponse(response: Response, body: unknown, attempts: number): APIError {
  const { status, headers } = response;
  const [code, Class] =
    byStatus[status] ?? (status >= 500 ? ['internal_server', InternalServerError] : ['api', APIError]);
  return new Class({
    code,
    message: messageOf(body) ?? readable(response, body),
    status,
    headers,
    body,
    attempts,
    isRetryable: isRetryableStatus(status),
  });
}

function messageOf(body: unknown): string | undefined {
  const message = (body as { error?: unknown } | null | undefined)?.error;
  return typeof message === 'string' && message ? message : undefined;
}

/** Something to read when the body is not the documented JSON: a proxy's HTML page, or nothing at all. */
function readable(response: Response, body: unknown): string {
  const line = `${response.status} ${response.statusText}`.trim();
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const words = text
    .replace(/<(style|script|head)\b.*?<\/\1>|<[^>]*>/gis, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words ? `${line}: ${words.slice(0, 200)}` : line;
}
