import { APIError } from './api-error.js';
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

const byStatus: Record<number, typeof APIError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  412: TokenLimitError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** Whether a status can mean that the same request succeeds later. */
export const isRetryableStatus = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500;

/** The error that an answer stands for; `body` is its JSON, or its text. */
export function errorFromResponse(response: Response, body: unknown, attempts: number): APIError {
  const { status, headers } = response;
  const Class = byStatus[status] ?? (status >= 500 ? InternalServerError : APIError);
  const said = (body as { error?: unknown } | undefined)?.error;
  return new Class({
    message: typeof said === 'string' && said ? said : readable(response, body),
    status,
    headers,
    body,
    attempts,
    isRetryable: isRetryableStatus(status),
  });
}

/** Something to read when the body is not the documented JSON: a proxy's HTML page, or nothing at all. */
function readable({ status, statusText }: Response, body: unknown): string {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const words = text
    .replace(/<(style|script|head)\b.*?<\/\1>|<[^>]*>|\s+/gis, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return [`${status} ${statusText}`.trim(), words.slice(0, 200)].filter(Boolean).join(': ');
}
