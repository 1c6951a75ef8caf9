import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seedDatabase } from './support/databases.js';
import { bin, engine, type ServerProcess, startProcess } from './support/process.js';
import { temporaryDirectory } from './support/temporary.js';

async function seededDirectory(): Promise<string> {
  const directory = await temporaryDirectory();
  await seedDatabase(directory);
  return directory;
}

async function serve(dataDir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startProcess('serve', {
    CHAMELAION_DATA_DIR: dataDir,
    CHAMELAION_ENGINE_MODULE: engine('slow'),
    ...env,
  });
  onTestFinished(async () => void (await server.end('SIGKILL')));
  return server;
}

async function until(condition: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const filesBelow = async (directory: string) => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

describe('the server as a process', () => {
  test('completes a job that was killed in its middle, once, and without counting the death as an attempt', async () => {
    const dataDir = await seededDirectory();
    const log = join(await temporaryDirectory(), 'engine.log');
    const lines = () =>
      readFile(log, 'utf8').then(
        (text) => text.trim().split('\n'),
        () => [],
      );
    const env = { CHAMELAION_MAX_ATTEMPTS: '1' };

    let server = await serve(dataDir, env);
    const id = await server.caller.submit({ ms: 1_500, log });
    for (let kill = 1; kill <= 2; kill++) {
      await until(async () => (await lines()).length === kill);
      await server.end('SIGKILL');
      server = await serve(dataDir, env);
    }
    const request = await server.caller.finished(id);

    expect(request.status).toBe('completed');
    expect((await lines()).filter((line) => line === 'finished')).toHaveLength(1);
    await until(async () => (await filesBelow(join(dataDir, 'files'))).length === 1);
    expect(await readdir(join(dataDir, 'work'))).toEqual([]);
  }, 180_000);

  test('puts a running job back in the queue on SIGTERM and ends with 0', async () => {
    const dataDir = await seededDirectory();
    const env = { CHAMELAION_GRACE_SECONDS: '0', CHAMELAION_MAX_ATTEMPTS: '1' };
    const first = await serve(dataDir, env);
    const id = await first.caller.submit({ ms: 2_000 });
    await until(async () => (await first.caller.retrieve(id)).status === 'processing');
    expect(await first.end('SIGTERM')).toBe(0);

    const second = await serve(dataDir, env);
    expect(await second.caller.finished(id)).toMatchObject({ status: 'completed' });
    expect(await second.end('SIGTERM')).toBe(0);
  });

  test('takes no new job after SIGTERM, also while an upload gets its time', async () => {
    const server = await serve(await seededDirectory(), { CHAMELAION_GRACE_SECONDS: '3' });
    const log = join(await temporaryDirectory(), 'engine.log');
    await server.caller.submit({ ms: 500, log });
    await until(async () => existsSync(log));
    await server.caller.submit({ ms: 0, log });
    const upload = httpRequest(`${server.url}/v1/lipsync/generate-with-media`, {
      method: 'POST',
      headers: {
        'x-api-key': server.token,
        'content-type': 'multipart/form-data; boundary=b',
        'content-length': '999',
      },
    });
    upload.on('error', () => undefined).write('--b\r\n');
    await until(async () => (await server.caller.list()).pagination.total === 2);
    expect(await server.end('SIGTERM')).toBe(0);
    expect((await readFile(log, 'utf8')).match(/started/g)).toHaveLength(1);
  });

  test('lives on when nobody reads its log any more', async () => {
    const server = await serve(await seededDirectory(), { CHAMELAION_LOG: 'info' });
    server.child.stderr!.destroy();
    for (let call = 0; call < 3; call++) expect(await server.caller.get('/health')).toEqual({ status: 'ok' });
    expect(await server.end('SIGTERM')).toBe(0);
  });

  test('writes a plain line for each job that starts and ends, with what may be read of a failure', async () => {
    const server = await serve(await seededDirectory(), {
      CHAMELAION_ENGINE_MODULE: engine('faulty'),
      CHAMELAION_LOG: '',
    });
    const good = await server.caller.submit({ fault: 'none' });
    await server.caller.finished(good);
    const inputs = ['video', 'audio'].map((type) => ({ type, url: `http://127.0.0.1:1/${type}?signature=secret` }));
    const headers = { 'content-type': 'application/json' };
    const answer = await server.caller.post('/v1/lipsync/generate', { body: JSON.stringify({ inputs }), headers });
    const { request_id: bad } = (await answer.json()) as { request_id: string };
    await server.caller.finished(bad);
    await until(async () => server.log().includes(`${bad} failed`));
    expect(
      server
        .log()
        .replace(/\d+\.\d s/g, 'N s')
        .split('\n'),
    ).toEqual([
      `Job ${good} started`,
      `Job ${good} completed in N s`,
      `Job ${bad} started`,
      `Job ${bad} failed after N s: video URL is not accessible`,
      '',
    ]);
  });

  test('tells its version', () => {
    const { stdout } = spawnSync(process.execPath, [bin, '--version'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('says in one line what is wrong with a flag', async () => {
    const { stderr } = spawnSync(process.execPath, [bin, 'serve', '--port', 'http'], { encoding: 'utf8' });
    expect(stderr).toBe('--port must be a whole number from 0 to 65535, is "http".\n');
  });

  test('keeps its token in a file that only its owner may read, and gives the same after a restart', async () => {
    const dataDir = await seededDirectory();
    const first = await serve(dataDir);
    const file = join(dataDir, 'token');
    expect((await readFile(file, 'utf8')).trim()).toBe(first.token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(serve(dataDir)).rejects.toThrow('in use by another server');
    await first.end('SIGKILL');

    const second = await serve(dataDir);
    expect(second.token).toBe(first.token);
    expect(await second.caller.get('/v1/users/me')).toEqual({ name: 'Local token' });
  });

  test('lives on after a form that is cut short in a part, also in one that nobody reads', async () => {
    const dataDir = await seededDirectory();
    const server = await serve(dataDir);
    for (const name of ['video', 'unknown', 'audio']) {
      const answer = await server.caller.post('/v1/lipsync/generate-with-media', {
        body: `--B\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\nhalf of it`,
        headers: { 'content-type': 'multipart/form-data; boundary=B' },
      });
      expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid multipart form' }]);
    }
    expect(await readdir(join(dataDir, 'work'))).toEqual([]);
  });
});
