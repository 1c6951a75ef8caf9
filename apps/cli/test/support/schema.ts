import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

const schema = JSON.parse(readFileSync(new URL('../../schema/output.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addSchema(schema);

/** The JSON that a command wrote, after it was held against the published schema. */
export function documentOf<T = Record<string, unknown>>(text: string, definition: string): T {
  const document = JSON.parse(text);
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  if (!validate) throw new Error(`the schema defines no ${definition}`);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}

export { schema };
