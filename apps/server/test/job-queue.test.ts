import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openPostgres } from '../src/database/postgres.js';
import { openJobQueue } from '../src/queue/job-queue.js';
import { makePostgresDatabase, postgresUrl } from './support/databases.js';

const PROCESSES = 6;

test.skipIf(!postgresUrl)('servers that make the queue at the same moment do not get in each other’s way', async () => {
  const { url, drop } = await makePostgresDatabase();
  onTestFinished(drop);
  const [first, ...others] = Array.from({ length: 1 + PROCESSES }, () => openPostgres(url, () => {}));
  await (await openJobQueue(first!, () => {})).stop();
  await first!.query("SELECT pgboss.delete_queue('lipsync')");

  // All of them come to the queue's row together, once this lock is gone.
  const { opened } = await first!.transaction(async (tx) => {
    await tx.query('LOCK TABLE pgboss.queue IN SHARE MODE');
    const opened = others.map(async (database) => (await openJobQueue(database, () => {})).stop());
    await sleep(500);
    return { opened: Promise.allSettled(opened) };
  });

  const failed = (await opened).filter(({ status }) => status === 'rejected');
  await Promise.all([first!, ...others].map((database) => database.close()));
  expect(failed).toEqual([]);
});
