const text = { type: 'string' };
const object = (required: string[], properties: Record<string, unknown>) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const headers = { type: 'object', additionalProperties: text };

const part = {
  anyOf: [
    object(['name', 'value'], { name: text, value: text }),
    object(['name', 'contentType', 'text'], { name: text, filename: text, contentType: text, text }),
    object(['name', 'contentType', 'bytes'], {
      name: text,
      filename: text,
      contentType: text,
      bytes: { type: 'integer', minimum: 0 },
    }),
  ],
};

const request = {
  ...object(['method', 'path'], {
    method: { type: 'string', pattern: '^[A-Z]+$' },
    path: { type: 'string', pattern: '^/' },
    auth: { enum: ['bearer', 'apiKey', 'none'] },
    headers,
    json: {},
    text,
    form: { type: 'array', items: part },
  }),
  not: {
    anyOf: [{ required: ['json', 'text'] }, { required: ['json', 'form'] }, { required: ['text', 'form'] }],
  },
};

const answer = {
  ...object(['status', 'json'], { status: { type: 'integer' }, json: {}, schema: text, headers }),
  if: { properties: { status: { maximum: 299 } } },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: { required: ['schema'] },
};

const given = object([], {
  requests: {
    type: 'array',
    items: object(['as'], {
      as: text,
      reference_id: text,
      status: { enum: ['queued', 'processing', 'completed', 'failed'] },
      of: { const: 'other' },
    }),
  },
  token: { enum: ['valid', 'revoked', 'unknown', 'exhausted'] },
  rateLimited: { type: 'boolean' },
  uploadLimitBytes: { type: 'integer', minimum: 1 },
  fault: { enum: ['internal_error', 'service_unavailable'] },
});

/** The JSON Schema of one file of `spec/cases`. */
export const caseFileSchema = {
  type: 'array',
  minItems: 1,
  items: object(['name', 'request', 'expect'], {
    name: text,
    given,
    before: {
      type: 'array',
      items: object(['request', 'expect'], { as: text, request, expect: answer }),
    },
    request,
    expect: answer,
  }),
};
