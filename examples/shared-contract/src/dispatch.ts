import {
  type ErrorCode,
  errorCatalogue,
  type OperationHandlers,
  type OperationId,
  type OperationInput,
  operationTable,
  validate,
} from '@chamelaion/contract';
import { type Caller, ServiceError } from './service.js';

/** A call as a framework hands it over: everything is still text or unknown. */
export interface RawCall {
  operation: OperationId;
  path: Record<string, string>;
  query: Record<string, string | undefined>;
  body: unknown;
  token: string | undefined;
}

/** What the framework sends. */
export interface Reply {
  status: number;
  body: unknown;
}

/** Checks a call against the contract, lets the service perform it, and turns every error into one of the catalogue. */
export async function dispatch(service: OperationHandlers<Caller>, call: RawCall): Promise<Reply> {
  try {
    const caller = { account: call.token ?? '' };
    if (operationTable[call.operation].auth && !call.token) throw new ServiceError('missing_authorization_header');
    return { status: 200, body: await perform(service, call.operation, checked(call), caller) };
  } catch (error) {
    if (error instanceof InvalidBody) return { status: 400, body: { error: error.message, issues: error.issues } };
    const code: ErrorCode = error instanceof ServiceError ? error.code : 'internal_error';
    return { status: errorCatalogue[code].status, body: { error: errorCatalogue[code].message } };
  }
}

class InvalidBody extends Error {
  readonly issues: unknown;

  constructor(issues: unknown) {
    super(errorCatalogue.invalid_request_body.message);
    this.issues = issues;
  }
}

function checked<K extends OperationId>({ operation, path, query, body }: RawCall): OperationInput<K> {
  const { body: kind, bodySchema } = operationTable[operation];
  if (kind === 'json' && bodySchema) {
    const result = validate(bodySchema, body);
    if (!result.ok) throw new InvalidBody(result.issues);
  }
  if (kind === 'multipart') {
    const form = (body ?? {}) as Record<string, unknown>;
    if (!form['video']) throw new ServiceError('video_file_required');
    if (!form['audio']) throw new ServiceError('audio_file_required');
  }
  const { limit, offset, ...rest } = query;
  const numbers = { ...(limit ? { limit: Number(limit) } : {}), ...(offset ? { offset: Number(offset) } : {}) };
  return { path, query: { ...rest, ...numbers }, body } as unknown as OperationInput<K>;
}

function perform<K extends OperationId>(
  service: OperationHandlers<Caller>,
  operation: K,
  input: OperationInput<K>,
  caller: Caller,
) {
  return service[operation](input, caller);
}
