import { randomUUID } from 'node:crypto';
import { type CaseSubject, type GivenState, type PreparedState, readCases, runCase } from '@chamelaion/cases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertRequest } from '../src/store/requests.js';
import { revokeToken } from '../src/store/tokens.js';
import { startApi, type TestApi } from './support/api.js';
import { databaseKinds } from './support/databases.js';

const DEFAULT_UPLOAD_BYTES = 1024 ** 3;

const FAULTS: Record<string, Error> = {
  internal_error: new Error('something that nobody foresaw'),
  service_unavailable: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
};

describe.each(databaseKinds)('on the %s database', (kind) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(kind);
  });
  afterAll(() => api.close());

  const subject: CaseSubject = { prepare: (given) => prepare(api, given) };

  for (const described of readCases()) {
    test(`${described.group}: ${described.name}`, async () => {
      expect(await runCase(described, subject)).toEqual([]);
    });
  }
});

async function prepare(api: TestApi, given: GivenState): Promise<PreparedState> {
  const { database, service } = api;
  api.failWith(undefined);
  for (const table of ['requests', 'tokens', 'idempotency_keys'])
    await database.query(`DELETE FROM chamelaion.${table}`);
  service.config.maxUploadBytes = given.uploadLimitBytes ?? DEFAULT_UPLOAD_BYTES;
  const caller = await api.newToken(given.token === 'exhausted' ? { budgetSeconds: 0 } : {});
  const other = await api.newToken();
  if (given.token === 'revoked') await revokeToken(database, caller.id);
  if (given.rateLimited) {
    await database.query('UPDATE chamelaion.tokens SET window_started = now(), window_calls = 60 WHERE id = $1', [
      caller.id,
    ]);
  }
  const requests: PreparedState['requests'] = {};
  for (const wanted of given.requests ?? []) {
    const id = await addRequest(api, wanted.of === 'other' ? other : caller, wanted);
    if (wanted.as) requests[wanted.as] = { id };
  }
  if (given.fault) api.failWith(FAULTS[given.fault]);
  return { origin: api.origin, token: given.token === 'unknown' ? 'nobody-has-this' : caller.secret, requests };
}

type WantedRequest = NonNullable<GivenState['requests']>[number];

async function addRequest(api: TestApi, owner: { id: string; account: string }, wanted: WantedRequest) {
  const id = randomUUID();
  const status = wanted.status ?? 'queued';
  await insertRequest(api.database, {
    id,
    account: owner.account,
    tokenId: owner.id,
    referenceId: wanted.reference_id,
    maxFace: false,
    video: { url: 'https://cdn.example.com/v.mp4' },
    audio: { url: 'https://cdn.example.com/a.wav' },
    jobId: randomUUID(),
  });
  const ended = status === 'completed' || status === 'failed';
  await api.database.query(
    `UPDATE chamelaion.requests SET status = $2, started_at = $3, finished_at = $4, output_key = $5, error_message = $6
     WHERE id = $1`,
    [
      id,
      status,
      status === 'queued' ? null : new Date(),
      ended ? new Date() : null,
      status === 'completed' ? `outputs/${id}/${randomUUID()}.mp4` : null,
      status === 'failed' ? 'video URL is not accessible' : null,
    ],
  );
  return id;
}
