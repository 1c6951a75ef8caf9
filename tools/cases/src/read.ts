import { readdirSync, readFileSync } from 'node:fs';
import { ChamelaionError } from '@chamelaion/contract';
import { Ajv } from 'ajv';
import { caseFileSchema } from './schema.js';
import type { SpecCase } from './types.js';

const folder = new URL('../../../spec/cases/', import.meta.url);
const isCaseFile = new Ajv({ allErrors: true, strict: false }).compile<SpecCase[]>(caseFileSchema);

/** A file of cases is not of the documented format. */
export class CaseFormatError extends ChamelaionError {
  static override readonly errorName = 'CaseFormatError';
}

/** Every case of `spec/cases`, file by file, with the file's name (without `.json`) as `group`. */
export function readCases(): (SpecCase & { group: string })[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const group = file.slice(0, -'.json'.length);
      return parseCases(readFileSync(new URL(file, folder), 'utf8'), file).map((each) => ({ ...each, group }));
    });
}

/**
 * Parses one file of cases.
 *
 * @param json the file's text
 * @param file its name, for the error message
 * @throws CaseFormatError that lists every place which is not of the format
 */
export function parseCases(json: string, file: string): SpecCase[] {
  const value: unknown = JSON.parse(json);
  if (isCaseFile(value)) return value;
  const issues = (isCaseFile.errors ?? []).map((issue) => `${issue.instancePath} ${issue.message}`).join('; ');
  throw new CaseFormatError({
    code: 'case_format',
    message: `spec/cases/${file} is not of the format in its README: ${issues}`,
  });
}
