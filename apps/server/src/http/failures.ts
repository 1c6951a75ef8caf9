import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-error.js';
import { isPassing } from '../errors/passing.js';

/** Seconds after which a caller may try again when the server cannot take requests. */
const RETRY_AFTER_SECONDS = 5;

/** Turns whatever was thrown into an answer of the error catalogue. */
export function asApiError(error: unknown): ApiError {
  if (ApiError.isInstance(error)) return error;
  if (isPassing(error)) {
    return new ApiError('service_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
  }
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (String(code).startsWith('FST_ERR_') && typeof statusCode === 'number' && statusCode < 500) {
    return new ApiError('route_not_found', { cause: error });
  }
  return new ApiError('internal_error', { cause: error });
}

/** Answers with `{"error"}`, logs what is the server's own fault, and never shows a stack trace. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = asApiError(error);
  reply.header('x-request-id', request.id);
  if (failure.status! >= 500) request.log.error({ err: failure.cause ?? failure }, failure.message);
  if (failure.retryAfterSeconds !== undefined) reply.header('retry-after', failure.retryAfterSeconds);
  return reply.code(failure.status!).send({ error: failure.message });
}

/** Answers what is not even HTTP. */
export function answerMalformedHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  const body = JSON.stringify({ error: status.slice(4).toLowerCase() });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\n` +
      `x-request-id: ${randomUUID()}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Answers a call that expects something else than to be told to go on. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(417, {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': randomUUID(),
    connection: 'close',
  });
  response.end(JSON.stringify({ error: 'expectation failed' }));
}

/** Whether a call lacks the Host header that HTTP/1.1 demands. Node's own refusal has neither a body nor an id. */
export const lacksHost = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion === '1.1' && headers.host === undefined;
