import { randomUUID } from 'node:crypto';
import { Agent } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ClaimedJob, claimJob } from '../src/store/jobs.js';
import { completeJob } from '../src/store/outcomes.js';
import { performJob } from '../src/worker/perform-job.js';
import { startApi, type TestApi } from './support/api.js';
import { type Caller, callerOf } from './support/caller.js';
import { databaseKinds } from './support/databases.js';

const never = new AbortController().signal;

describe.each(databaseKinds)('what becomes of a job, on the %s database', (kind) => {
  let api: TestApi;
  let caller: Caller;
  let tokenId: string;
  let id: string;
  beforeAll(async () => {
    api = await startApi(kind, { retrySeconds: 0, maxAttempts: 2 });
    const token = await api.newToken();
    tokenId = token.id;
    caller = callerOf(`${api.origin}/api`, token.secret);
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    id = await caller.submit();
  });

  /** Takes the job off the queue as a worker does. */
  const claim = async (): Promise<ClaimedJob> => {
    const [row] = await api.database.query<{ job_id: string }>('SELECT job_id FROM chamelaion.requests WHERE id = $1', [
      id,
    ]);
    return (await claimJob(api.database, id, row!.job_id, 30))!;
  };
  const perform = async () => (await performJob(api.service, await claim(), new Agent(), never)).outcome;
  const counts = async () => {
    const sql = 'SELECT status, attempts, waits, error_message FROM chamelaion.requests WHERE id = $1';
    return (await api.database.query(sql, [id]))[0];
  };

  test('a completion whose commit was not heard of can be repeated, and charges once', async () => {
    const job = await claim();
    const output = { key: `outputs/${id}/${job.lease}.mp4`, seconds: 7 };
    expect(await completeJob(api.database, api.service.queue, job, output)).toBe(true);
    expect(await completeJob(api.database, api.service.queue, job, output)).toBe(true);
    const late = { ...output, key: `outputs/${id}/${randomUUID()}.mp4` };
    expect(await completeJob(api.database, api.service.queue, job, late)).toBe(false);
    const [token] = await api.database.query('SELECT used_seconds FROM chamelaion.tokens WHERE id = $1', [tokenId]);
    expect(token).toEqual({ used_seconds: 7 });
  });

  test('a job whose upload is out of reach waits, and is failed only after hours of it', async () => {
    for (const input of ['video', 'audio']) await api.service.storage.remove(`inputs/${id}/${input}`);
    for (let waits = 1; waits <= 3; waits++) {
      expect(await perform()).toBe('waiting');
      expect(await counts()).toEqual({ status: 'processing', attempts: 0, waits, error_message: null });
    }
    await api.database.query(
      `UPDATE chamelaion.requests SET waiting_since = now() - interval '25 hours' WHERE id = $1`,
      [id],
    );
    expect(await perform()).toBe('failed');
    expect((await counts())!['error_message']).toMatch(/for too long: try again later$/);
  });

  test('a job whose engine cannot be started waits', async () => {
    api.service.config.engineSandbox = ['/there/is/no/such/program'];
    expect(await perform()).toBe('waiting');
    api.service.config.engineSandbox = [];
    expect(await counts()).toMatchObject({ attempts: 0, waits: 1 });
  });
});
