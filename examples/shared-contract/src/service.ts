import {
  type ErrorCode,
  errorCatalogue,
  type LipsyncGenerate,
  type LipsyncRequest,
  type OperationHandlers,
} from '@chamelaion/contract';

/** Who calls, as the framework's authentication found out. */
export interface Caller {
  account: string;
}

/** An error of the catalogue. */
export class ServiceError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(errorCatalogue[code].message);
    this.code = code;
  }
}

/**
 * The service itself, without any framework: one handler for each operation of the contract.
 * When the contract gets a new operation or another answer, this file stops compiling.
 */
export function createService(): OperationHandlers<Caller> {
  const requests: (LipsyncRequest & { account: string })[] = [];

  function accept(account: string, reference_id: string | undefined): LipsyncGenerate {
    const request = { id: crypto.randomUUID(), status: 'queued', created_at: new Date().toISOString(), account };
    requests.unshift(reference_id === undefined ? request : { ...request, reference_id });
    return { status: 'success', request_id: request.id };
  }

  return {
    'health.check': () => ({ status: 'ok' }),
    'users.getCurrent': (_, { account }) => ({ name: account }),
    'lipsync.generate': ({ body }, { account }) => accept(account, body.reference_id),
    'lipsync.generateWithMedia': ({ body }, { account }) => accept(account, body.reference_id),
    'lipsync.requests.retrieve': ({ path: { id } }, { account }) => {
      const found = requests.find((each) => each.account === account && (each.id === id || each.reference_id === id));
      if (!found) throw new ServiceError('request_not_found');
      return withoutAccount(found);
    },
    'lipsync.requests.list': ({ query: { limit = 20, offset = 0, reference_id } }, { account }) => {
      const mine = requests
        .filter((each) => each.account === account && (!reference_id || each.reference_id === reference_id))
        .map(withoutAccount);
      return { data: mine.slice(offset, offset + limit), pagination: { limit, offset, total: mine.length } };
    },
  };
}

function withoutAccount({ account: _, ...request }: LipsyncRequest & { account: string }): LipsyncRequest {
  return request;
}
