import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LipsyncGenerateParams } from '@chamelaion/contract';
import { validate } from '@chamelaion/contract';
import { ApiError } from '../errors/api-error.js';
import { isStorable } from '../store/requests.js';

/** Most bytes that a JSON body may have. */
const MAX_JSON_BYTES = 1024 * 1024;
/** How deeply a JSON body may be nested. */
const MAX_JSON_DEPTH = 100;

/**
 * Reads and checks the body of `lipsync.generate`.
 *
 * @throws ApiError in the contract's order: content type, JSON shape, input types, number of videos, number of audios
 */
export async function readGenerateBody(
  request: IncomingMessage,
): Promise<{ body: LipsyncGenerateParams; fingerprint: string }> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json') throw new ApiError('content_type_not_json');
  const text = await readText(request);
  const value = parse(text);
  const body = checkGenerate(value);
  return {
    body,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(canonical(value)))
      .digest('hex'),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_JSON_BYTES) throw new ApiError('payload_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError('invalid_request_body', { cause });
  }
}

function checkGenerate(value: unknown): LipsyncGenerateParams {
  const inputs = isRecord(value) ? value['inputs'] : undefined;
  if (!Array.isArray(inputs) || !inputs.every(isRecord)) throw new ApiError('invalid_request_body');
  const types = inputs.map((input) => input['type']);
  const valid = validate('LipsyncGenerateParams', value);
  const shapeIsWrong = !valid.ok && valid.issues.some(({ path }) => !/^\/inputs(\/\d+\/type)?$/.test(path));
  if (shapeIsWrong) throw new ApiError('invalid_request_body');
  if (types.some((type) => type !== 'video' && type !== 'audio')) throw new ApiError('input_type');
  if (types.filter((type) => type === 'video').length !== 1) throw new ApiError('video_input_count');
  if (types.filter((type) => type === 'audio').length !== 1) throw new ApiError('audio_input_count');
  const body = value as LipsyncGenerateParams;
  if (body.reference_id !== undefined && !isStorable(body.reference_id)) throw new ApiError('invalid_request_body');
  return body;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same value with the keys of every object in order, so that equal bodies are equal as text. */
function canonical(value: unknown, depth = 0): unknown {
  if (depth > MAX_JSON_DEPTH) throw new ApiError('invalid_request_body');
  if (Array.isArray(value)) return value.map((inner) => canonical(inner, depth + 1));
  if (!isRecord(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner, depth + 1)]);
}
