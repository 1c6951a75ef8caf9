import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { parse } from 'yaml';
import type { Spec } from '../spec.js';
import { header, paramsTypeName } from '../text.js';

const BLOB = ts.factory.createTypeReferenceNode('Blob');
const STRING = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);

/** An open enum: the known values complete in editors, and any other string is accepted. */
const openEnum = (values: string[]) =>
  ts.factory.createUnionTypeNode([
    ...values.map((value) => ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(value))),
    ts.factory.createIntersectionTypeNode([STRING, ts.factory.createTypeLiteralNode([])]),
  ]);

/** The wire types of the spec: paths, operations and schemas by name; binary fields are Blobs. */
export async function typesSurface(specText: string): Promise<string> {
  const ast = await openapiTS(parse(specText), {
    alphabetize: true,
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    transform: (schema) => {
      if (schema.format === 'binary') return BLOB;
      const values = schema.anyOf?.find((option) => 'enum' in option);
      return values && 'enum' in values ? openEnum(values.enum as string[]) : undefined;
    },
  });
  return `${header}/* biome-ignore-all lint: generated */\n${astToString(ast)}`;
}

/** Friendly names: every schema, and the query parameters of each operation. */
export function namesSurface(spec: Spec): string {
  const schemas = Object.keys(spec.schemas).map((name) => `  ${name},`);
  const queries = spec.operations
    .filter((operation) => operation.parameters.some((parameter) => parameter.in === 'query'))
    .map(
      (operation) =>
        `/** The query of \`${operation.id}\`. */\n` +
        `export type ${paramsTypeName(operation.resource, operation.method)} = ` +
        `NonNullable<operations['${operation.id}']['parameters']['query']>;`,
    );
  return [
    header,
    "import type { operations } from './api.gen.js';\n",
    `export type {\n${schemas.join('\n')}\n} from './api.gen.js';\n`,
    ...queries,
    '',
  ].join('\n');
}
