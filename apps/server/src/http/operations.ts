import {
  type BodyOf,
  type OperationHandlers,
  type OperationId,
  type OperationInput,
  operationTable,
} from '@chamelaion/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-error.js';
import type { Service } from '../service.js';
import { type Allowance, countCall, type TokenIdentity } from '../store/tokens.js';
import { authenticate } from './authenticate.js';
import type { CallContext } from './context.js';
import { readForm } from './form.js';
import { readGenerateBody } from './json-body.js';

/** Registers a route for every operation of the contract. */
export function registerOperations(
  app: FastifyInstance,
  service: Service,
  handlers: OperationHandlers<CallContext>,
): void {
  for (const id of Object.keys(operationTable) as OperationId[]) {
    const { method, path } = operationTable[id];
    app.route({
      method,
      url: routeOf(path),
      handler: (request) => perform(id, service, handlers, request),
    });
  }
}

/** The contract's path in the router's notation. */
export const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** The order of checks is the contract's: authentication, rate limit, body. */
async function perform<K extends OperationId>(
  id: K,
  service: Service,
  handlers: OperationHandlers<CallContext>,
  request: FastifyRequest,
) {
  const operation = operationTable[id];
  const token = operation.auth ? await authenticate(service.database, request.headers) : undefined;
  const { isSpent } = operation.billed ? await limitRate(service, token!) : { isSpent: false };
  const idempotencyKey = operation.billed ? idempotencyKeyOf(request) : undefined;
  const { body, form, fingerprint } = await readBody(operation.body, service, request, idempotencyKey !== undefined);
  // Storing a large upload elsewhere may take longer than a connection may be idle.
  request.raw.socket.setTimeout(0);
  try {
    const input = { path: request.params, query: singleValues(request.query), body } as OperationInput<K>;
    return await handlers[id](input, { token, isSpent, idempotencyKey, fingerprint, form });
  } finally {
    await form?.discard();
  }
}

async function limitRate(service: Service, token: TokenIdentity): Promise<Allowance> {
  const allowance = await countCall(service.database, token.id, service.config.generatePerMinute);
  const { waitSeconds: retryAfterSeconds } = allowance;
  if (retryAfterSeconds > 0) throw new ApiError('rate_limit_exceeded', { retryAfterSeconds });
  return allowance;
}

async function readBody(
  kind: 'json' | 'multipart' | null,
  service: Service,
  request: FastifyRequest,
  withFingerprint: boolean,
): Promise<Partial<Pick<CallContext, 'form' | 'fingerprint'>> & { body?: BodyOf<'lipsync.generate'> }> {
  if (kind === 'json') return readGenerateBody(request.raw);
  if (kind !== 'multipart') return {};
  const options = { work: service.work, maxBytes: service.config.maxUploadBytes, fingerprint: withFingerprint };
  const form = await readForm(request.raw, options);
  return { form, fingerprint: form.fingerprint };
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' && key !== '' ? key : undefined;
}

/** The query with the first of repeated values. */
function singleValues(query: unknown): Record<string, unknown> {
  const entries = Object.entries(query as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
