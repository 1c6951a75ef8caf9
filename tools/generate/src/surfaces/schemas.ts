import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormatsModule from 'ajv-formats';
import type { Schema, Spec } from '../spec.js';
import { header } from '../text.js';

const REF = '#/components/schemas/';

/** JSON Schemas (2020-12) of every named schema, each usable alone: refs point into `$defs`. */
export function schemasSurface(spec: Spec): string {
  const schemas = Object.fromEntries(
    Object.entries(spec.schemas).map(([name, schema]) => [name, standalone(spec, schema)]),
  );
  return [
    header,
    '/** JSON Schema 2020-12 of every type of the contract, by name; each stands alone. */',
    `export const schemas = ${JSON.stringify(schemas, null, 2)} as const;`,
    '',
    'export type SchemaName = keyof typeof schemas;',
    '',
  ].join('\n');
}

/** Validation functions compiled by Ajv at generation time, so that nothing is compiled or depended on at run time. */
export function validatorsSurface(spec: Spec): string {
  const ajv = new Ajv2020({
    code: { source: true, esm: true, lines: true },
    allErrors: true,
    strict: false,
    verbose: true,
  });
  addFormatsModule.default(ajv, ['uri', 'uuid', 'date-time']);
  const names = Object.keys(spec.schemas);
  for (const name of names) ajv.addSchema(standalone(spec, spec.schemas[name]!), name);
  const code = (
    standaloneCode as unknown as { default: typeof import('ajv/dist/standalone/index.js').default }
  ).default(ajv, Object.fromEntries(names.map((name) => [`is${name}`, name])));
  const imports: string[] = [];
  const body = code
    .replace(/^"use strict";\n?/, '')
    .replace(
      /const (\w+) = require\("([^"]+)"\)((?:\.\w+|\["[^"]+"\])+);/g,
      (_, name: string, from: string, access: string) => {
        const path = from.endsWith('.js') ? from : `${from}.js`;
        imports.push(`import ${name}Module from '${path}';`);
        const first = access.startsWith('.default')
          ? `(${name}Module.default ?? ${name}Module)${access.slice('.default'.length)}`
          : `${name}Module${access}`;
        return `const ${name} = ${first};`;
      },
    );
  return `${header}// @ts-nocheck\n${imports.join('\n')}\n${body}`;
}

function standalone(spec: Spec, schema: Schema): Schema {
  const $defs: Record<string, Schema> = {};
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    // A file is not a JSON value: its field may hold anything.
    if ('format' in value && value.format === 'binary')
      return 'description' in value ? { description: value.description } : {};
    const entries = Object.entries(value).filter(([key]) => !key.startsWith('x-'));
    return Object.fromEntries(
      entries.map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string' || !inner.startsWith(REF)) return [key, visit(inner)];
        const name = inner.slice(REF.length);
        if (!$defs[name]) {
          $defs[name] = {};
          $defs[name] = visit(spec.schemas[name]!) as Schema;
        }
        return [key, `#/$defs/${name}`];
      }),
    );
  };
  const root = visit(schema) as Schema;
  return Object.keys($defs).length ? { ...root, $defs } : root;
}
