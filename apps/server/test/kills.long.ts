import { expect, test } from 'vitest';
import { makePostgresDatabase, postgresUrl } from './support/databases.js';
import { runKills } from './support/kills.js';

const nothingWrong = { lost: 0, doneTwice: 0, orphans: 0 };

test('loses nothing and does nothing twice while the server is killed 20 times under load', async () => {
  const report = await runKills({ kills: 20 });
  expect(report).toMatchObject(nothingWrong);
  expect(report.accepted).toBeGreaterThan(20);
});

test.skipIf(!postgresUrl)('the same while an API and two workers on one PostgreSQL are killed 20 times', async () => {
  const { url, drop } = await makePostgresDatabase();
  try {
    expect(await runKills({ kills: 20, databaseUrl: url })).toMatchObject(nothingWrong);
  } finally {
    await drop();
  }
});
