import { type OperationId, operationTable, type schemas, validate } from '@chamelaion/contract';
import fc from 'fast-check';

/** One generated call. */
interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const operations = Object.values(operationTable);

/** The text without lone surrogates, which cannot be sent. */
const wellFormed = (value: string): string => Buffer.from(value).toString('utf8');

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
/** Not a dot segment: fetch resolves those itself, and the call would be for the studio page. */
const segment = text.map((value) => encodeURIComponent(wellFormed(value))).filter((value) => !/^\.{0,2}$/.test(value));

/** Paths of the contract with anything as parameters, and other paths. */
const path = fc
  .tuple(
    fc.constantFrom('', '/api'),
    fc.constantFrom(...operations.map((operation) => operation.path)),
    segment,
    segment,
  )
  .chain(([prefix, template, id, junk]) =>
    fc.constantFrom(
      prefix + template.replace('{id}', id),
      prefix + template.replace('{id}', id),
      `${prefix}${template}/${junk}`,
      `${prefix}/${junk}`,
    ),
  );

const query = fc.array(
  fc.tuple(
    fc.constantFrom('limit', 'offset', 'reference_id', 'x'),
    fc.oneof(text, fc.integer().map(String), fc.double().map(String)),
  ),
  { maxLength: 4 },
);

/** Values of the body's schema, and values that are nearly so. */
const input = fc.record(
  {
    type: fc.oneof(fc.constantFrom('video', 'audio'), fc.jsonValue({ maxDepth: 1 })),
    url: fc.oneof(fc.webUrl(), fc.jsonValue({ maxDepth: 1 })),
  },
  { requiredKeys: [] },
);
const generateBody = fc.record(
  {
    inputs: fc.oneof(fc.array(input, { maxLength: 4 }), fc.jsonValue({ maxDepth: 2 })),
    disable_active_speaker_detection: fc.oneof(fc.boolean(), fc.jsonValue({ maxDepth: 1 })),
    reference_id: fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
    __proto__: fc.constant(undefined),
  },
  { requiredKeys: [] },
);
const jsonText = fc.oneof(
  generateBody.map((value) => JSON.stringify(value)),
  fc.json({ maxDepth: 3 }),
  text,
);

const part = fc
  .record({
    name: fc.oneof(
      fc.constantFrom('video', 'audio', 'model', 'reference_id', 'disable_active_speaker_detection'),
      text,
    ),
    file: fc.option(text),
    type: fc.option(fc.constantFrom('video/mp4', 'application/octet-stream', 'text/plain; charset=klingon', ';')),
    value: fc.oneof(text, fc.constantFrom('lipsync-2', 'true', '1', '')),
  })
  .map(({ name, file, type, value }) => {
    const fileName = file === null ? '' : `; filename="${file.replace(/["\r\n]/g, '')}"`;
    const contentType = type === null ? '' : `\r\nContent-Type: ${type}`;
    const disposition = `Content-Disposition: form-data; name="${name.replace(/["\r\n]/g, '')}"${fileName}`;
    return `--B\r\n${disposition}${contentType}\r\n\r\n${value}\r\n`;
  });
const formText = fc
  .tuple(fc.array(part, { maxLength: 5 }), fc.constantFrom('--B--\r\n', '--B--', '', '--B', 'junk'))
  .map(([parts, end]) => parts.join('') + end);

const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'multipart/form-data; boundary=B',
  'multipart/form-data',
  'text/plain',
  '',
);

const headerValue = fc.string({ maxLength: 40 }).map((value) => value.replace(/[^\x20-\x7e]/g, ''));
const auth = (token: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom({ 'x-api-key': token }, { authorization: `Bearer ${token}` }) },
    { weight: 1, arbitrary: headerValue.map((value) => ({ authorization: value })) },
    { weight: 1, arbitrary: fc.constant({}) },
  );

const call = (token: string): fc.Arbitrary<Call> =>
  fc
    .record({
      method: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('GET', 'POST') },
        { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS') },
      ),
      path,
      query,
      auth: auth(token),
      type: contentType,
      key: fc.option(headerValue),
      body: fc.oneof(jsonText, formText),
    })
    .map(({ method, path, query, auth, type, key, body }) => ({
      method,
      path:
        path +
        (query.length > 0 ? `?${new URLSearchParams(query.map(([name, value]) => [name, wellFormed(value)]))}` : ''),
      headers: { ...auth, ...(type && { 'content-type': type }), ...(key !== null && { 'idempotency-key': key }) },
      body: method === 'GET' || method === 'HEAD' ? undefined : wellFormed(body),
    }));

/** How the answers of a fuzzing run were spread. */
export type StatusCounts = Record<number, number>;

/**
 * Sends calls that are generated from the contract, right ones and wrong ones, and checks every answer: no 5xx, JSON of
 * the contract's shape, a request id.
 *
 * @throws when an answer is wrong, with the smallest call that shows it
 */
export async function fuzz(origin: string, token: string, runs: number, seed?: number): Promise<StatusCounts> {
  const counts: StatusCounts = {};
  const property = fc.asyncProperty(call(token), async (generated) => {
    const { method, path, headers, body } = generated;
    const response = await fetch(origin + path, { method, headers, body: body ?? null });
    const answer = await response.text();
    counts[response.status] = (counts[response.status] ?? 0) + 1;
    const problem = problemOf(response, answer, path, method);
    if (problem) throw new Error(`${problem}: ${response.status} ${answer.slice(0, 300)}`);
  });
  await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
  return counts;
}

function problemOf(response: Response, answer: string, path: string, method: string): string | undefined {
  if (response.status >= 500) return 'a failure of the server';
  if (!response.headers.get('x-request-id')) return 'no request id';
  if (method === 'HEAD' || method === 'OPTIONS') return undefined;
  if (!response.headers.get('content-type')?.startsWith('application/json')) return 'not JSON';
  const schema = response.ok ? schemaOf(path, method) : 'ErrorResponse';
  if (schema && !validate(schema, JSON.parse(answer)).ok) return `not a ${schema}`;
  return undefined;
}

const ANSWERS = {
  'health.check': 'Health',
  'users.getCurrent': 'User',
  'lipsync.generate': 'LipsyncGenerate',
  'lipsync.generateWithMedia': 'LipsyncGenerate',
  'lipsync.requests.list': 'LipsyncRequestListResponse',
  'lipsync.requests.retrieve': 'LipsyncRequest',
} as const satisfies Record<OperationId, keyof typeof schemas>;

function schemaOf(path: string, method: string) {
  const bare = path.replace(/^\/api/, '').split('?')[0]!;
  const operation = operations.find(
    (candidate) =>
      candidate.method === method && new RegExp(`^${candidate.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare),
  );
  return operation && ANSWERS[operation.id];
}
