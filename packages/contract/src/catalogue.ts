import type { OperationId } from './operations.gen.js';

/** One error that the API answers with. */
export interface CatalogueEntry {
  /** HTTP status. */
  status: number;
  /** The exact text of the `error` field. */
  message: string;
  /** Operations that can answer with it. */
  operations: readonly OperationId[];
  /** Whether only this project's own server answers with it. */
  local: boolean;
  /** Why it happens. */
  cause: string;
  /** What to do about it. */
  cure: string;
}

const all = [
  'health.check',
  'users.getCurrent',
  'lipsync.generate',
  'lipsync.generateWithMedia',
  'lipsync.requests.list',
  'lipsync.requests.retrieve',
] as const satisfies readonly OperationId[];
const authenticated = all.slice(1);
const generates = ['lipsync.generate', 'lipsync.generateWithMedia'] as const;
const generate = ['lipsync.generate'] as const;
const withMedia = ['lipsync.generateWithMedia'] as const;

const entry = (
  status: number,
  message: string,
  operations: readonly OperationId[],
  cause: string,
  cure: string,
  local = false,
): CatalogueEntry => ({ status, message, operations, local, cause, cure });

/** Every error of the API by its code. A test holds it equal to the spec in both directions. */
export const errorCatalogue = {
  invalid_request_body: entry(
    400,
    'invalid request body',
    generate,
    'The body is not JSON, or not of the documented shape.',
    'Send an object with `inputs`, an array of `{ type, url }`; check it with `validate("LipsyncGenerateParams", body)`.',
  ),
  content_type_not_json: entry(
    400,
    'content-type must be application/json',
    generate,
    'The Content-Type header names something else.',
    'Send `Content-Type: application/json`.',
  ),
  video_input_count: entry(
    400,
    'expected exactly one video input',
    generate,
    '`inputs` holds no video, or several.',
    'Give exactly one input of type `video`.',
  ),
  audio_input_count: entry(
    400,
    'expected exactly one audio input',
    generate,
    '`inputs` holds no audio, or several.',
    'Give exactly one input of type `audio`.',
  ),
  input_type: entry(
    400,
    'input type must be "video" or "audio"',
    generate,
    'An input has another type.',
    'Use `video` or `audio`.',
  ),
  content_type_not_multipart: entry(
    400,
    'content-type must be multipart/form-data',
    withMedia,
    'The files were not sent as a form.',
    'Send `multipart/form-data` with its boundary; do not set the header by hand in browsers.',
  ),
  video_file_required: entry(
    400,
    'video file is required',
    withMedia,
    'The form has no file named `video`.',
    'Add the video as the file field `video`.',
  ),
  audio_file_required: entry(
    400,
    'audio file is required',
    withMedia,
    'The form has no file named `audio`.',
    'Add the voice as the file field `audio`.',
  ),
  unknown_model: entry(
    400,
    'model must be "lipsync-2"',
    withMedia,
    '`model` names a model that does not exist.',
    'Leave `model` out, or send `lipsync-2`.',
  ),
  invalid_form: entry(
    400,
    'invalid multipart form',
    withMedia,
    'The form is cut short or malformed.',
    'Send the whole form, closed by its final boundary.',
    true,
  ),
  missing_authorization_header: entry(
    401,
    'missing authorization header',
    authenticated,
    'Neither `Authorization` nor `x-api-key` was sent.',
    'Set CHAMELAION_API_KEY or pass `apiKey`.',
  ),
  invalid_authorization_format: entry(
    401,
    'invalid authorization format',
    authenticated,
    'The Authorization header is not `Bearer TOKEN`.',
    'Send `Authorization: Bearer TOKEN`, or the token as `x-api-key`.',
  ),
  missing_token: entry(
    401,
    'missing token',
    authenticated,
    'The header is there, the token in it is empty.',
    'Check that the variable which holds the key is set.',
  ),
  invalid_token: entry(
    401,
    'invalid token',
    authenticated,
    'No such token exists on this service.',
    'Check the key and that the base URL is the service it belongs to.',
  ),
  unauthorized: entry(
    401,
    'unauthorized',
    authenticated,
    'The token exists and may not be used: it was revoked.',
    'Create a new token.',
  ),
  request_not_found: entry(
    404,
    'lipsync request not found',
    ['lipsync.requests.retrieve'],
    'No request of this account has that id or reference_id.',
    'Check the id, and that the key is of the account that made the request.',
  ),
  idempotency_conflict: entry(
    409,
    'idempotency key was used with a different request',
    generates,
    'The same Idempotency-Key came with another body within 24 hours.',
    'Use a new key for a new job.',
    true,
  ),
  token_limit_reached: entry(
    412,
    'token limit reached',
    generates,
    'The account has used up its processed time.',
    'Buy or grant more; retrying does not help.',
  ),
  payload_too_large: entry(
    413,
    'upload is too large',
    generates,
    'The upload is over the server’s limit.',
    'Send a smaller file, or raise CHAMELAION_MAX_UPLOAD_BYTES on your own server.',
    true,
  ),
  rate_limit_exceeded: entry(
    429,
    'rate limit exceeded',
    all,
    'More than the allowed requests in a minute.',
    'Wait for `Retry-After` seconds; the client does so by itself.',
  ),
  internal_error: entry(
    500,
    'internal error',
    all,
    'The service failed.',
    'Try again later; quote the x-request-id when you report it.',
  ),
  service_unavailable: entry(
    503,
    'service unavailable',
    all,
    'The service is starting, stopping, out of disk or has lost its database. Nothing was accepted.',
    'Try again after `Retry-After` seconds.',
    true,
  ),
  route_not_found: entry(
    404,
    'route not found',
    [],
    'There is no such route.',
    'Check the base URL: it ends in /api.',
    true,
  ),
  method_not_allowed: entry(
    405,
    'method not allowed',
    [],
    'The route exists, the method does not.',
    'Use a method that the Allow header names.',
    true,
  ),
} satisfies Record<string, CatalogueEntry>;

/** The code of an error of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** The code of the error that a status and message stand for, or `undefined` for one that is not known. */
export function errorCodeOf(status: number, message: string): ErrorCode | undefined {
  const codes = Object.keys(errorCatalogue) as ErrorCode[];
  return codes.find((code) => errorCatalogue[code].status === status && errorCatalogue[code].message === message);
}
