import { type Operation, resolve, type Schema, type Spec } from '../spec.js';
import { header, kebab, quote } from '../text.js';

interface Flag {
  flag: string;
  name: string;
  in: 'path' | 'query' | 'body';
  kind: 'string' | 'integer' | 'boolean' | 'file' | 'json';
  required: boolean;
  choices: string[] | null;
  description: string;
  /** The value that the spec's own example of the body gives it, as JSON. */
  example: string | null;
}

/** The command line's `api RESOURCE METHOD` commands: a flag for each parameter and body field. */
export function commandsSurface(spec: Spec): string {
  const commands = spec.operations.map((operation) => {
    const flags = flagsOf(spec, operation);
    return [
      '  {',
      `    resource: ${quote(operation.resource.join('.'))},`,
      `    method: ${quote(operation.method)},`,
      `    summary: ${quote(operation.summary)},`,
      `    description: ${quote(operation.description)},`,
      `    auth: ${operation.auth},`,
      `    flags: [${flags.map(flagLiteral).join('')}${flags.length ? '\n    ' : ''}],`,
      `    run: (client, input) => ${invocation(operation)},`,
      '  },',
    ].join('\n');
  });
  return [
    header,
    "import type { ApiCommand } from './api-command.js';",
    '',
    '/** One command an operation of the contract. */',
    `export const apiCommands: ApiCommand[] = [\n${commands.join('\n')}\n];`,
    '',
  ].join('\n');
}

function flagsOf(spec: Spec, operation: Operation): Flag[] {
  const flags: Flag[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === 'header') continue;
    flags.push(
      flag(parameter.name, parameter.in, resolve(spec, parameter.schema), parameter.required, parameter.description),
    );
  }
  const example = exampleBody(spec, operation);
  for (const [name, schema] of Object.entries(operation.body?.schema.properties ?? {})) {
    const resolved = resolve(spec, schema);
    const required = operation.body?.schema.required?.includes(name) === true;
    const value = example[name] === undefined ? null : JSON.stringify(example[name]);
    flags.push({ ...flag(name, 'body', resolved, required, resolved.description ?? ''), example: value });
  }
  return flags;
}

function flag(name: string, place: Flag['in'], schema: Schema, required: boolean, description: string): Flag {
  return {
    flag: `--${kebab(name)}`,
    name,
    in: place,
    kind: kindOf(schema),
    required,
    choices: schema.enum ?? null,
    description: description.trim(),
    example: null,
  };
}

/** The first example that the spec gives of an operation's body; empty where it gives none. */
function exampleBody(spec: Spec, operation: Operation): Record<string, unknown> {
  const raw = spec.document.paths[operation.path]?.[operation.httpMethod.toLowerCase()];
  const [media] = Object.values(raw?.requestBody?.content ?? {}) as { examples?: Record<string, { value: object }> }[];
  return { ...Object.values(media?.examples ?? {})[0]?.value };
}

function kindOf(schema: Schema): Flag['kind'] {
  if (schema.format === 'binary') return 'file';
  if (schema.type === 'integer') return 'integer';
  if (schema.type === 'boolean') return 'boolean';
  return schema.type === 'string' ? 'string' : 'json';
}

const flagLiteral = (entry: Flag): string =>
  `\n      { flag: ${quote(entry.flag)}, name: ${quote(entry.name)}, in: ${quote(entry.in)}, kind: ${quote(entry.kind)}, ` +
  `required: ${entry.required}, choices: ${entry.choices ? `[${entry.choices.map(quote).join(', ')}]` : 'null'}, ` +
  `description: ${quote(entry.description)}, example: ${entry.example === null ? 'null' : quote(entry.example)} },`;

function invocation(operation: Operation): string {
  const args = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) => `input.path[${quote(parameter.name)}] as string`);
  if (operation.body) args.push('input.body as never');
  if (operation.parameters.some((parameter) => parameter.in === 'query')) args.push('input.query as never');
  return `client.${operation.id}(${[...args, 'input.options'].join(', ')})`;
}
