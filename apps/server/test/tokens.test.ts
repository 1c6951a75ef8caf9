import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerOf } from './support/caller.js';
import { makeDirectory, seedDatabase } from './support/databases.js';
import { engine, type ServerProcess, startProcess } from './support/process.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

describe('tokens, while the server runs', () => {
  let server: ServerProcess;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await makeDirectory();
    await seedDatabase(dataDir);
    server = await startProcess('serve', {
      CHAMELAION_DATA_DIR: dataDir,
      CHAMELAION_ENGINE_MODULE: engine('copy'),
      CHAMELAION_LOG: 'debug',
    });
  });
  afterAll(() => server.end('SIGKILL'));

  const tokens = async (...args: string[]) => {
    const env = { PATH: process.env['PATH'], CHAMELAION_DATA_DIR: dataDir };
    const { stdout } = await promisify(execFile)(process.execPath, [bin, 'tokens', ...args], { env });
    return stdout.trim();
  };
  const idOf = async (name: string) => {
    const lines = (await tokens('list')).split('\n').map((line) => JSON.parse(line) as { id: string; name: string });
    return lines.find((token) => token.name === name)!.id;
  };

  test('are made, shown once, listed without their value, and revoked at once', async () => {
    const secret = await tokens('create', '--name', 'Studio A');
    const caller = callerOf(server.url, secret);
    expect(await caller.get('/v1/users/me')).toEqual({ name: 'Studio A' });
    expect(await tokens('list')).not.toContain(secret);
    await tokens('revoke', await idOf('Studio A'));
    await expect(caller.get('/v1/users/me')).rejects.toThrow('401 {"error":"unauthorized"}');
    expect(server.log()).not.toContain(secret);
  });

  test('can have a value of the operator’s own, once', async () => {
    const secret = `fixed-${randomUUID()}`;
    expect(await tokens('create', '--name', 'CI', '--token', secret)).toBe(secret);
    expect(await callerOf(server.url, secret).get('/v1/users/me')).toEqual({ name: 'CI' });
    await expect(tokens('create', '--name', 'CI', '--token', 'two words')).rejects.toThrow('without spaces');
    await expect(tokens('create', '--name', 'CI again', '--token', secret)).rejects.toThrow('exists already');
  });

  test('see the requests of their account only', async () => {
    const id = await server.caller.submit();
    const stranger = callerOf(server.url, await tokens('create', '--name', 'Stranger'));
    await expect(stranger.retrieve(id)).rejects.toThrow('404');
    const colleague = callerOf(server.url, await tokens('create', '--name', 'Colleague', '--account', 'local'));
    expect(await colleague.retrieve(id)).toMatchObject({ id });
  });

  test('are charged for what was processed until their budget is used up', async () => {
    const caller = callerOf(server.url, await tokens('create', '--name', 'Trial', '--budget-seconds', '3'));
    for (let job = 0; job < 2; job++) {
      expect(await caller.finished(await caller.submit())).toMatchObject({ status: 'completed' });
    }
    await expect(caller.submit()).rejects.toThrow('412 {"error":"token limit reached"}');
  });
});
