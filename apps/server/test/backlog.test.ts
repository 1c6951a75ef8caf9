import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../src/database/database.js';
import { tidy } from '../src/database/tidy.js';
import { requeueLost } from '../src/store/jobs.js';
import { listRequests } from '../src/store/requests.js';
import { sweepFiles } from '../src/worker/sweep.js';
import { startApi, type TestApi } from './support/api.js';
import { databaseKinds } from './support/databases.js';

describe.each(databaseKinds)('a long backlog in the %s database', (kind) => {
  let api: TestApi;
  let account: string;
  beforeAll(async () => {
    api = await startApi(kind);
    const token = await api.newToken();
    account = token.account;
    await api.database.query(
      `INSERT INTO chamelaion.requests (id, account, token_id, max_face, video, audio, job_id)
       SELECT gen_random_uuid(), $1, $2, false, '{"url":"x"}', '{"url":"x"}', gen_random_uuid()
       FROM generate_series(1, 2000)`,
      [account, token.id],
    );
    await api.database.query(
      `INSERT INTO pgboss.job (id, name, data)
       SELECT job_id, 'lipsync', jsonb_build_object('requestId', id) FROM chamelaion.requests`,
    );
  });
  afterAll(() => api.close());

  test('is compared with the queue without a loop over the queue for each request', async () => {
    const plans: string[] = [];
    const explained: Database = {
      ...api.database,
      transaction: (work) =>
        api.database.transaction((tx) =>
          work({
            async query(sql, params) {
              if (sql.includes('NOT EXISTS')) plans.push(JSON.stringify(await tx.query(`EXPLAIN ${sql}`, params)));
              return tx.query(sql, params);
            },
          }),
        ),
    };
    expect(await requeueLost(explained, api.service.queue, 30, false)).toBe(0);
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain('Anti Join');
    expect(plans[0]).not.toContain('Nested Loop');
  });

  test('has what fell out of the queue put back, once', async () => {
    const [lost] = await api.database.query<{ id: string }>(
      'UPDATE chamelaion.requests SET job_id = gen_random_uuid() WHERE seq = 7 RETURNING id',
    );
    expect(await requeueLost(api.database, api.service.queue, 30, false)).toBe(1);
    expect(await requeueLost(api.database, api.service.queue, 30, false)).toBe(0);
    const queued = `SELECT 1 AS found FROM pgboss.job j JOIN chamelaion.requests r ON j.id = r.job_id WHERE r.id = $1`;
    expect(await api.database.query(queued, [lost!.id])).toHaveLength(1);
  });

  test('is listed newest first, the same from either end', async () => {
    const page = (limit: number, offset: number) =>
      listRequests(api.database, account, { limit, offset, referenceId: undefined });
    const newest = await api.database.query<{ id: string }>('SELECT id FROM chamelaion.requests ORDER BY seq DESC');
    const ids = newest.map(({ id }) => id);
    for (const offset of [0, 7, 940, 990, 1000, 1010, 1899, 1950, 1999, 2000]) {
      const { rows, total } = await page(100, offset);
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(offset, offset + 100));
      expect(total).toBe(2000);
    }
  });

  test('keeps the files that its requests and their workers need through a sweep, and no others', async () => {
    const { service, database } = api;
    const all = await database.query<{ id: string }>('SELECT id FROM chamelaion.requests ORDER BY seq LIMIT 4');
    const [queued, failed, completed, leased] = all.map(({ id }) => id);
    const lease = randomUUID();
    const output = `outputs/${completed}/${randomUUID()}.mp4`;
    const change = (sql: string, ...params: unknown[]) =>
      database.query(`UPDATE chamelaion.requests SET ${sql} WHERE id = $1`, params);
    await change(`status = 'failed'`, failed);
    await change(`status = 'completed', finished_at = now(), output_key = $2`, completed, output);
    await change(`status = 'processing', lease = $2, lease_until = now() - interval '1 minute'`, leased, lease);
    const needed = [`inputs/${queued}/video`, `inputs/${leased}/audio`, output, `outputs/${leased}/${lease}.mp4`];
    const orphans = [
      `inputs/${failed}/video`,
      `inputs/${randomUUID()}/video`,
      'inputs/not-a-request/video',
      `outputs/${completed}/${randomUUID()}.mp4`,
      `outputs/${leased}/${randomUUID()}.mp4`,
    ];
    for (const key of [...needed, ...orphans]) {
      const path = service.work.uploadPath();
      await writeFile(path, 'x');
      await service.storage.put(path, key);
    }
    const running = await service.work.makeJobDirectory(leased!, lease);
    const abandoned = await service.work.makeJobDirectory(queued!, randomUUID());
    await sweepFiles(service, 0);
    expect([existsSync(running), existsSync(abandoned)]).toEqual([true, false]);
    const left: string[] = [];
    for (const folder of ['inputs', 'outputs'] as const) {
      for await (const { key } of service.storage.list(folder)) left.push(key);
    }
    expect(left.sort()).toEqual(needed.sort());
  });

  test.runIf(kind === 'embedded')('leaves no dead rows behind once the database is tidied', async () => {
    const dead = () =>
      api.database.query<{ rows: number }>(
        `SELECT n_dead_tup::int AS rows FROM pg_stat_user_tables WHERE relname = 'requests'`,
      );
    await api.database.query('UPDATE chamelaion.requests SET attempts = attempts + 1');
    await api.database.query('SELECT pg_stat_force_next_flush()');
    expect((await dead())[0]!.rows).toBeGreaterThan(1_000);
    await tidy(api.database);
    await api.database.query('SELECT pg_stat_force_next_flush()');
    expect((await dead())[0]!.rows).toBe(0);
  });
});
