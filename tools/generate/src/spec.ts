import { parse } from 'yaml';

/** A parameter of an operation, as the surfaces need it. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: Schema;
  local: boolean;
}

/** The part of JSON Schema that the spec uses. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  enum?: string[];
  default?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  [keyword: string]: unknown;
}

/** One operation of the spec, flattened. */
export interface Operation {
  /** Dotted id: resource path and method, such as `lipsync.requests.retrieve`. */
  id: string;
  resource: string[];
  method: string;
  httpMethod: string;
  path: string;
  summary: string;
  description: string;
  auth: boolean;
  billed: boolean;
  paginated: boolean;
  parameters: Parameter[];
  body: { kind: 'json' | 'multipart'; schemaName: string; schema: Schema } | null;
  responseName: string;
}

export interface Spec {
  document: Document;
  operations: Operation[];
  schemas: Record<string, Schema>;
  servers: { name: string; url: string }[];
}

interface Document {
  servers: { url: string; 'x-name': string }[];
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, RawParameter> };
  [key: string]: unknown;
}

interface RawParameter {
  $ref?: string;
  name: string;
  in: Parameter['in'];
  required?: boolean;
  description?: string;
  schema: Schema;
  'x-local'?: boolean;
}

interface RawOperation {
  operationId: string;
  summary: string;
  description: string;
  security?: unknown[];
  parameters?: RawParameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  'x-billed'?: boolean;
  'x-paginated'?: boolean;
}

/** The last part of a `$ref`: the name of the component it points to. */
export const refName = (schema: Schema | undefined): string => (schema?.$ref ?? '').split('/').at(-1) ?? '';

/** Follows a `$ref` into the schemas, keeping what stands beside it. */
export function resolve(spec: Pick<Spec, 'schemas'>, schema: Schema): Schema {
  return schema.$ref ? { ...spec.schemas[refName(schema)], ...schema } : schema;
}

/** Reads the text of `spec/openapi.yaml`. */
export function readSpec(text: string): Spec {
  const document = parse(text) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([httpMethod, raw]) => readOperation(document, path, httpMethod, raw)),
  );
  return {
    document,
    operations,
    schemas: document.components.schemas,
    servers: document.servers.map((server) => ({ name: server['x-name'], url: server.url })),
  };
}

function readOperation(document: Document, path: string, httpMethod: string, raw: RawOperation): Operation {
  const parts = raw.operationId.split('.');
  return {
    id: raw.operationId,
    resource: parts.slice(0, -1),
    method: parts.at(-1)!,
    httpMethod: httpMethod.toUpperCase(),
    path,
    summary: raw.summary,
    description: raw.description.trim(),
    auth: raw.security?.length !== 0,
    billed: raw['x-billed'] === true,
    paginated: raw['x-paginated'] === true,
    parameters: (raw.parameters ?? []).map((parameter) => {
      const resolved = parameter.$ref
        ? document.components.parameters[refName(parameter as unknown as Schema)]!
        : parameter;
      return {
        name: resolved.name,
        in: resolved.in,
        required: resolved.required === true,
        description: (resolved.description ?? '').trim(),
        schema: resolved.schema,
        local: resolved['x-local'] === true,
      };
    }),
    body: readBody(document, raw),
    responseName: refName(raw.responses['200']?.content?.['application/json']?.schema),
  };
}

function readBody(document: Document, raw: RawOperation): Operation['body'] {
  const [contentType, media] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
  if (!contentType || !media) return null;
  const schemaName = refName(media.schema);
  const kind = contentType === 'multipart/form-data' ? 'multipart' : 'json';
  return { kind, schemaName, schema: document.components.schemas[schemaName] ?? {} };
}
