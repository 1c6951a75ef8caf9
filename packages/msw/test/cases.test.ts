import { type CaseSubject, type GivenRequest, readCases, runCase } from '@chamelaion/cases';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHandlers, type JobScript, type MockApi } from '../src/index.js';

const origin = 'http://127.0.0.1:4010';
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

const tokens = {
  valid: { name: 'Case' },
  other: {},
  revoked: { revoked: true },
  exhausted: { exhausted: true },
};

const subject: CaseSubject = {
  prepare(given) {
    const api = createHandlers({
      baseURL: `${origin}/api`,
      jobs: [{ status: 'queued' }],
      tokens,
      ...(given.uploadLimitBytes === undefined ? {} : { maxUploadBytes: given.uploadLimitBytes }),
    });
    if (given.rateLimited) api.faults.inject({ kind: 'error', code: 'rate_limit_exceeded' }, { times: Infinity });
    if (given.fault) api.faults.inject({ kind: 'error', code: given.fault }, { times: Infinity });
    server.resetHandlers(...api.handlers);
    const requests = (given.requests ?? []).map((request) => [request.as, { ...add(api, request) }]);
    return { origin, token: given.token ?? 'valid', requests: Object.fromEntries(requests) };
  },
};

function add(api: MockApi, { status = 'queued', of, ...request }: GivenRequest) {
  const script: JobScript = [{ status }];
  const { reference_id } = request;
  return api.jobs.add({ script, ...(reference_id ? { reference_id } : {}), token: of ?? 'valid' });
}

test.each(readCases())('$group: $name', async (each) => {
  expect(await runCase(each, subject)).toEqual([]);
});
