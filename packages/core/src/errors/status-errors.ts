import { APIError } from './api-error.js';

/** 400: the request is not of the documented shape; nothing was billed. */
export class BadRequestError extends APIError {
  static override readonly errorName = 'BadRequestError';
  declare readonly status: 400;
}

/** 401: the key is missing, unknown or revoked. */
export class AuthenticationError extends APIError {
  static override readonly errorName = 'AuthenticationError';
  declare readonly status: 401;
}

/** 403: the key may not do this. */
export class PermissionDeniedError extends APIError {
  static override readonly errorName = 'PermissionDeniedError';
  declare readonly status: 403;
}

/** 404: no such request, or no such route. */
export class NotFoundError extends APIError {
  static override readonly errorName = 'NotFoundError';
  declare readonly status: 404;
}

/** 409: the request contradicts an earlier one, such as an idempotency key used with another body. */
export class ConflictError extends APIError {
  static override readonly errorName = 'ConflictError';
  declare readonly status: 409;
}

/** 412: the account has used up its processed time; trying again does not help. */
export class TokenLimitError extends APIError {
  static override readonly errorName = 'TokenLimitError';
  declare readonly status: 412;
}

/** 422: well formed, but cannot be processed. */
export class UnprocessableEntityError extends APIError {
  static override readonly errorName = 'UnprocessableEntityError';
  declare readonly status: 422;
}

/** 429: too many requests in the last minute, also after the client waited and tried again. */
export class RateLimitError extends APIError {
  static override readonly errorName = 'RateLimitError';
  declare readonly status: 429;
}

/** 500 and above: the service failed. */
export class InternalServerError extends APIError {
  static override readonly errorName = 'InternalServerError';
  declare readonly status: number;
}
