import {
  type LipsyncGenerateParams,
  type LipsyncGenerateWithMediaParams,
  type OperationId,
  operationTable,
  validate,
} from '@chamelaion/contract';
import { Refusal } from './refusal.js';

/**
 * Reads and checks the body of an operation, in the contract's order of checks.
 *
 * @param onParsed is told the body once it could be parsed, before it is checked
 * @throws Refusal with the 400 or 413 that names the first thing that is wrong
 */
export async function readBody(
  request: Request,
  operation: OperationId,
  maxBytes: number,
  onParsed: (body: unknown) => void,
): Promise<LipsyncGenerateParams | LipsyncGenerateWithMediaParams | undefined> {
  const kind = operationTable[operation].body;
  if (kind === null) return undefined;
  const type = request.headers.get('content-type') ?? '';
  const essence = type.split(';')[0]?.trim().toLowerCase();
  if (kind === 'json' && essence !== 'application/json') throw new Refusal('content_type_not_json');
  if (kind === 'multipart' && essence !== 'multipart/form-data') throw new Refusal('content_type_not_multipart');
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maxBytes) throw new Refusal('payload_too_large');
  if (kind === 'json') {
    const body = parseJson(bytes);
    onParsed(body);
    return checkGenerate(body);
  }
  const fields = await parseForm(bytes, type);
  onParsed(fields);
  return checkMedia(fields);
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Refusal('invalid_request_body');
  }
}

async function parseForm(bytes: ArrayBuffer, type: string): Promise<Record<string, string | Blob>> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    const fields: Record<string, string | Blob> = {};
    form.forEach((value, name) => {
      fields[name] = value;
    });
    return fields;
  } catch {
    throw new Refusal('invalid_form');
  }
}

const wellFormed = [
  { type: 'video', url: 'https://example.com/video' },
  { type: 'audio', url: 'https://example.com/audio' },
];

function checkGenerate(body: unknown): LipsyncGenerateParams {
  const params = body as Partial<LipsyncGenerateParams> | null;
  const inputs: unknown = params?.inputs;
  const around = validate('LipsyncGenerateParams', { ...params, inputs: wellFormed });
  if (!around.ok || !Array.isArray(inputs) || !inputs.every(hasInputShape)) throw new Refusal('invalid_request_body');
  const types = inputs.map((input) => input.type);
  if (types.some((type) => type !== 'video' && type !== 'audio')) throw new Refusal('input_type');
  if (types.filter((type) => type === 'video').length !== 1) throw new Refusal('video_input_count');
  if (types.filter((type) => type === 'audio').length !== 1) throw new Refusal('audio_input_count');
  return body as LipsyncGenerateParams;
}

/** Whether an input is well-formed but for its type, which is checked later and has a message of its own. */
function hasInputShape(input: unknown): input is { type: string; url: string } {
  const type = (input as { type?: unknown } | null)?.type;
  return typeof type === 'string' && validate('LipsyncInput', { ...(input as object), type: 'video' }).ok;
}

const booleans: Record<string, boolean> = { true: true, '1': true, false: false, '0': false, '': false };

function checkMedia(fields: Record<string, string | Blob>): LipsyncGenerateWithMediaParams {
  const { video, audio, model, reference_id, disable_active_speaker_detection: disable } = fields;
  if (video === undefined) throw new Refusal('video_file_required');
  if (audio === undefined) throw new Refusal('audio_file_required');
  if (model !== undefined && model !== 'lipsync-2') throw new Refusal('unknown_model');
  const maxFace = disable === undefined ? undefined : booleans[String(disable).trim().toLowerCase()];
  if (disable !== undefined && maxFace === undefined) throw new Refusal('invalid_form');
  return {
    video: new Blob([video]),
    audio: new Blob([audio]),
    ...(model === undefined ? {} : { model }),
    ...(maxFace === undefined ? {} : { disable_active_speaker_detection: maxFace }),
    ...(reference_id === undefined ? {} : { reference_id: String(reference_id) }),
  };
}
