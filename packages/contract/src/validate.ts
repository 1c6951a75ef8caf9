import type { components } from './api.gen.js';
import { ChamelaionError } from './errors.js';
import type { SchemaName } from './schemas.gen.js';
import * as validators from './validators.gen.js';

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** Where, as a JSON Pointer: `/inputs/0/url`; empty for the value itself. */
  path: string;
  /** What is wrong there, in words: `must be string, is number`. */
  message: string;
}

/** The TypeScript type of a named schema. */
export type TypeOf<N extends SchemaName> = components['schemas'][N];

/** What `validate` found. */
export type ValidationResult<T> = { ok: true; value: T } | { ok: false; issues: ValidationIssue[] };

/** A value is not of the type that the contract asks for; `issues` lists everything that is wrong with it. */
export class ContractValidationError extends ChamelaionError {
  static override readonly errorName = 'ContractValidationError';
  readonly schema: SchemaName;
  readonly issues: ValidationIssue[];

  constructor(schema: SchemaName, issues: ValidationIssue[]) {
    const list = issues.map((issue) => `${issue.path || '(value)'} ${issue.message}`).join('; ');
    super({ code: 'contract_validation', message: `Not a valid ${schema}: ${list}` });
    this.schema = schema;
    this.issues = issues;
  }
}

interface AjvError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
  data?: unknown;
}
type Validator = ((value: unknown) => boolean) & { errors?: AjvError[] | null };

/**
 * Checks a value against a type of the contract, without throwing.
 *
 * @param schema the type's name, such as `LipsyncGenerateParams`
 * @param value anything, typically parsed JSON
 *
 * @example
 * ```ts
 * const result = validate('LipsyncGenerateParams', await request.json());
 * if (!result.ok) return reply(400, result.issues);
 * queue(result.value.inputs);
 * ```
 */
export function validate<N extends SchemaName>(schema: N, value: unknown): ValidationResult<TypeOf<N>> {
  const validator = (validators as unknown as Record<string, Validator>)[`is${schema}`];
  if (!validator) {
    throw new ChamelaionError({ code: 'unknown_schema', message: `The contract has no type named ${String(schema)}.` });
  }
  if (validator(value)) return { ok: true, value: value as TypeOf<N> };
  return { ok: false, issues: (validator.errors ?? []).map(toIssue) };
}

/**
 * Checks a value against a type of the contract and returns it typed.
 *
 * @throws ContractValidationError when it does not fit
 */
export function assertValid<N extends SchemaName>(schema: N, value: unknown): TypeOf<N> {
  const result = validate(schema, value);
  if (result.ok) return result.value;
  throw new ContractValidationError(schema, result.issues);
}

function toIssue(error: AjvError): ValidationIssue {
  const { params } = error;
  if (error.keyword === 'required') {
    return { path: `${error.instancePath}/${String(params['missingProperty'])}`, message: 'is missing' };
  }
  if (error.keyword === 'enum') {
    const allowed = (params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(' or ');
    return { path: error.instancePath, message: `must be ${allowed}, is ${JSON.stringify(error.data)}` };
  }
  if (error.keyword === 'type') {
    return { path: error.instancePath, message: `must be ${String(params['type'])}, is ${describe(error.data)}` };
  }
  return { path: error.instancePath, message: `${error.message ?? error.keyword}, is ${describe(error.data)}` };
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`;
}
