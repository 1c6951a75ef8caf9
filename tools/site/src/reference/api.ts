import { readFileSync } from 'node:fs';
import { type ErrorCode, environments, errorCatalogue, type OperationId } from '@chamelaion/contract';
import { type Operation, type Parameter, readSpec, refName, type Schema, type Spec } from '@chamelaion/generate/spec';
import { exampleOf } from './example.js';

const specFile = new URL('../../../../spec/openapi.yaml', import.meta.url);

/** The API reference as Markdown: every operation and every type of the spec. */
export function apiReference(): string {
  const spec = readSpec(readFileSync(specFile, 'utf8'));
  const servers = Object.entries(environments).map(([name, url]) => `| ${name} | ${url} |`);
  return [
    '# API reference',
    'Every operation of the API, made from `spec/openapi.yaml`. Field names are the same on the wire and in TypeScript.',
    `| environment | base URL |\n| --- | --- |\n${servers.join('\n')}`,
    'The same token goes into either header: `Authorization: Bearer TOKEN` or `x-api-key: TOKEN`. Errors answer with `{ "error": "message" }`; the [error reference](errors.md) explains each.',
    '## Operations',
    ...spec.operations.map((operation) => operationSection(spec, operation)),
    '## Types',
    ...Object.entries(spec.schemas)
      .filter(([, schema]) => schema.properties)
      .map(([name, schema]) => `### ${name}\n\n${schema.description ?? ''}\n\n${fields(spec, schema)}`),
    '',
  ].join('\n\n');
}

function operationSection(spec: Spec, operation: Operation): string {
  const call = `client.${operation.id}`;
  const { parameters, body } = operation;
  return [
    `### ${call}`,
    `**${operation.summary}.** ${operation.description}`,
    `\`${operation.httpMethod} ${operation.path}\`${operation.auth ? '' : ' · no authentication'}${operation.billed ? ' · billed' : ''}`,
    ...(parameters.length === 0 ? [] : [parameterTable(parameters)]),
    ...(body
      ? [
          `Body (${body.kind === 'json' ? 'JSON' : 'multipart form'}), a ${typeLink(body.schemaName)}:`,
          fields(spec, body.schema),
        ]
      : []),
    `Answers with a ${typeLink(operation.responseName)}.`,
    `\`\`\`ts run\n${exampleOf(operation.id)}\n\`\`\``,
    errorsOf(operation.id as OperationId),
  ].join('\n\n');
}

function parameterTable(parameters: Parameter[]): string {
  const rows = parameters.map(({ name, in: where, required, description, schema, local }) => {
    const preset = schema.default === undefined ? '' : ` Default ${JSON.stringify(schema.default)}.`;
    const note = local ? ' Only this project’s own server reads it; others pass it over.' : '';
    return `| \`${name}\` | ${where}${required ? '' : ', optional'} | ${typeOf(schema)} | ${description}${preset}${note} |`;
  });
  return `| parameter | in | type | meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function fields(spec: Spec, schema: Schema): string {
  const resolved = schema.$ref ? spec.schemas[refName(schema)]! : schema;
  const rows = Object.entries(resolved.properties ?? {}).map(([name, property]) => {
    const target = property.$ref ? { ...spec.schemas[refName(property)], ...property } : property;
    const optional = resolved.required?.includes(name) ? '' : '?';
    const preset = target.default === undefined ? '' : ` Default ${JSON.stringify(target.default)}.`;
    return `| \`${name}${optional}\` | ${typeOf(target)} | ${String(target.description ?? '').replace(/\s+/g, ' ')}${preset} |`;
  });
  return `| field | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function typeOf(schema: Schema): string {
  const named = refName(schema);
  if (named && schema.properties) return typeLink(named);
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(' or ');
  if (schema.type === 'array')
    return `array of ${schema.items ? typeOf({ properties: {}, ...schema.items }) : 'anything'}`;
  if (schema.format === 'binary') return 'file';
  return [schema.type ?? 'any', schema.format].filter(Boolean).join(', ');
}

function typeLink(name: string): string {
  return `[\`${name}\`](#${name.toLowerCase()})`;
}

function errorsOf(id: OperationId): string {
  const codes = (Object.keys(errorCatalogue) as ErrorCode[]).filter((code) =>
    (errorCatalogue[code].operations as readonly string[]).includes(id),
  );
  const links = codes.map(
    (code) => `[${errorCatalogue[code].status} ${errorCatalogue[code].message}](errors.md#${code})`,
  );
  return `Errors: ${links.join(' · ')}`;
}
