import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callerOf } from './support/caller.js';
import { makePostgresDatabase, postgresUrl } from './support/databases.js';
import { engine, startProcess } from './support/process.js';
import { tcpGate } from './support/tcp-gate.js';
import { temporaryDirectory } from './support/temporary.js';

async function prepare() {
  const { url, drop } = await makePostgresDatabase();
  onTestFinished(drop);
  const dataDir = await temporaryDirectory();
  const env = {
    DATABASE_URL: url,
    CHAMELAION_DATA_DIR: dataDir,
    CHAMELAION_ENGINE_MODULE: engine('slow'),
    CHAMELAION_GENERATE_PER_MINUTE: '100000',
    CHAMELAION_LEASE_SECONDS: '5',
    CHAMELAION_MAX_ATTEMPTS: '1',
    CHAMELAION_LOG: 'off',
  };
  const start = async (role: 'serve' | 'api' | 'worker', more: Record<string, string> = {}) => {
    const started = await startProcess(role, { ...env, ...more });
    onTestFinished(async () => void (await started.end('SIGKILL')));
    return started;
  };
  return { url, dataDir, start };
}

if (!postgresUrl) console.log('PostgreSQL is not tried: CHAMELAION_TEST_DATABASE_URL does not name one.');

describe.skipIf(!postgresUrl)('on one PostgreSQL', () => {
  test('two APIs and two workers, started at the same moment, do every job once', async () => {
    const { dataDir, start } = await prepare();
    const [one, two] = await Promise.all([start('api'), start('api'), start('worker'), start('worker')]);
    const callers = [one.caller, callerOf(two.url, one.token)];
    const log = join(dataDir, 'engine.log');
    const ids = await Promise.all(Array.from({ length: 30 }, (_, job) => callers[job % 2]!.submit({ ms: 50, log })));
    for (const id of ids) expect(await callers[0]!.finished(id, 120_000)).toMatchObject({ status: 'completed' });
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    expect(lines.filter((line) => line === 'finished')).toHaveLength(30);
  });

  test('a database that is away for 30 seconds costs no request, and calls meanwhile get 503', async () => {
    const { url, dataDir, start } = await prepare();
    const gate = await tcpGate(url);
    onTestFinished(gate.close);
    const server = await start('serve', { DATABASE_URL: gate.url });
    const log = join(dataDir, 'engine.log');
    const running = await server.caller.submit({ ms: 8_000, log });
    const waiting = await server.caller.submit({ ms: 100, log });
    await sleep(3_000);

    gate.shut();
    const until = Date.now() + 30_000;
    while (Date.now() < until) {
      const answer = await fetch(`${server.url}/v1/users/me`, { headers: { 'x-api-key': server.token } });
      expect([answer.status, await answer.json()]).toEqual([503, { error: 'service unavailable' }]);
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
      await sleep(1_000);
    }
    gate.open();

    for (const id of [running, waiting]) {
      expect(await server.caller.finished(id, 60_000)).toMatchObject({ status: 'completed' });
    }
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
