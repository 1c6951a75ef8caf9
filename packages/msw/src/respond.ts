import { ChamelaionError, type OperationId, type OperationInput, operationTable } from '@chamelaion/contract';
import { readBody } from './body.js';
import type { Fault, FaultQueue } from './faults.js';
import type { IdempotencyKeys } from './idempotency.js';
import type { JobStore } from './jobs.js';
import { type OperationContext, operations } from './operations.js';
import { type RecordedRequest, startRecord } from './recorder.js';
import { Refusal } from './refusal.js';
import { route } from './route.js';
import { authenticate, type Caller, type Tokens } from './tokens.js';
import { trickle } from './trickle.js';

/** The mocked service. */
export interface Service {
  jobs: JobStore;
  faults: FaultQueue;
  keys: IdempotencyKeys;
  requests: RecordedRequest[];
  tokens: Tokens;
  maxUploadBytes: number;
}

/**
 * Answers one request as the API would.
 *
 * @param path the request's path relative to the base URL
 */
export async function respond(service: Service, request: Request, path: string): Promise<Response> {
  const record = startRecord(request);
  service.requests.push(record);
  const response = await attempt(service, request, path, record);
  if (response.type !== 'error') record.status = response.status;
  return response;
}

async function attempt(service: Service, request: Request, path: string, record: RecordedRequest): Promise<Response> {
  try {
    const found = route(request.method, path);
    Object.assign(record, found);
    const { operation } = found;
    const caller = operationTable[operation].auth ? authenticate(request.headers, service.tokens) : nobody;
    const fault = service.faults.take(operation);
    failBefore(fault);
    const body = await readBody(request, operation, service.maxUploadBytes, (parsed) => {
      record.body = parsed;
    });
    const input = { path: found.path, query: queryOf(operation, record.query), body };
    const context = { ...service, caller, idempotencyKey: request.headers.get('idempotency-key') };
    const result = await perform(operation, input as OperationInput<typeof operation>, context);
    return deliver(result, fault, request.signal);
  } catch (error) {
    if (error instanceof ConnectionReset) return Response.error();
    if (error instanceof Refusal) return answer({ error: error.message }, error.status ?? 500, error.headers);
    throw error;
  }
}

const nobody: Caller = { account: '', name: '', exhausted: false };

class ConnectionReset extends ChamelaionError {
  static override readonly errorName = 'ConnectionReset';
}

function failBefore(fault: Fault | undefined): void {
  if (fault?.kind === 'reset' && fault.when !== 'after')
    throw new ConnectionReset({ code: 'connection_reset', message: 'The connection was reset by an injected fault.' });
  if (fault?.kind !== 'error') return;
  const busy = fault.code === 'rate_limit_exceeded' || fault.code === 'service_unavailable';
  throw new Refusal(fault.code, busy ? { 'retry-after': String(fault.retryAfterSeconds ?? 1) } : {});
}

function perform<K extends OperationId>(operation: K, input: OperationInput<K>, context: OperationContext) {
  return operations[operation](input, context);
}

function deliver(value: unknown, fault: Fault | undefined, signal: AbortSignal): Response {
  if (fault?.kind === 'reset') return Response.error();
  const whole = answer(value, 200);
  return fault?.kind === 'slow_body'
    ? new Response(trickle(JSON.stringify(value), fault.overMs, signal), whole)
    : whole;
}

function answer(value: unknown, status: number, headers: Record<string, string> = {}): Response {
  const own = { date: new Date().toUTCString(), 'x-request-id': crypto.randomUUID() };
  return Response.json(value, { status, headers: { ...own, ...headers } });
}

function queryOf(operation: OperationId, query: Record<string, string>): Record<string, string | number | undefined> {
  if (operation !== 'lipsync.requests.list') return query;
  const { limit, offset, ...rest } = query;
  return { ...rest, limit: limit ? Number(limit) : undefined, offset: offset ? Number(offset) : undefined };
}
