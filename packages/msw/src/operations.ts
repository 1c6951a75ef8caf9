import type { LipsyncGenerate, OperationHandlers } from '@chamelaion/contract';
import { fingerprintOf, type IdempotencyKeys } from './idempotency.js';
import type { JobStore } from './jobs.js';
import { Refusal } from './refusal.js';
import type { ScriptSubject } from './script.js';
import type { Caller } from './tokens.js';

/** What an operation works with. */
export interface OperationContext {
  jobs: JobStore;
  keys: IdempotencyKeys;
  caller: Caller;
  idempotencyKey: string | null;
}

/** What each operation does. An operation that is added to the contract has to be added here to compile. */
export const operations: OperationHandlers<OperationContext> = {
  'health.check': () => ({ status: 'ok' }),
  'users.getCurrent': (_, { caller }) => ({ name: caller.name }),
  'lipsync.generate': ({ body }, context) => accept(body, context),
  'lipsync.generateWithMedia': ({ body }, context) => accept(body, context),
  'lipsync.requests.retrieve': ({ path }, { jobs, caller }) => {
    const request = jobs.look(caller.account, path.id);
    if (!request) throw new Refusal('request_not_found');
    return request;
  },
  'lipsync.requests.list': ({ query }, { jobs, caller }) => {
    const limit = clamp(query.limit, 20, 1, 100);
    const offset = clamp(query.offset, 0, 0, Number.MAX_SAFE_INTEGER);
    const { data, total } = jobs.page(caller.account, limit, offset, query.reference_id);
    return { data, pagination: { limit, offset, total } };
  },
};

async function accept(body: ScriptSubject, context: OperationContext): Promise<LipsyncGenerate> {
  const { jobs, keys, caller, idempotencyKey } = context;
  const fingerprint = idempotencyKey === null ? '' : await fingerprintOf(body);
  const before = idempotencyKey === null ? undefined : keys.find(caller.account, idempotencyKey, fingerprint);
  if (before) return { status: 'success', request_id: before };
  if (caller.exhausted) throw new Refusal('token_limit_reached');
  const { id } = jobs.accept(caller.account, body);
  if (idempotencyKey !== null) keys.remember(caller.account, idempotencyKey, fingerprint, id);
  return { status: 'success', request_id: id };
}

function clamp(value: number | undefined, missing: number, least: number, most: number): number {
  if (value === undefined || !Number.isInteger(value)) return missing;
  return Math.min(most, Math.max(least, value));
}
