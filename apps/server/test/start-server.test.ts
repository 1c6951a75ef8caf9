import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerError, startServer } from '@chamelaion/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seedDatabase } from './support/databases.js';
import { temporaryDirectory } from './support/temporary.js';

async function start(dataDir: string) {
  const server = await startServer({ dataDir, port: 0, log: 'off' });
  onTestFinished(() => server.close());
  return server;
}

describe('startServer', () => {
  test('serves the spec, its reference and the studio page beside the API, and frees everything when closed', async () => {
    const dataDir = await temporaryDirectory();
    const server = await start(dataDir);
    const text = (path: string) => fetch(`${server.url}${path}`).then((answer) => answer.text());
    expect(JSON.parse(await text('/openapi.json'))).toMatchObject({ openapi: '3.1.0' });
    for (const page of ['/', '/docs']) {
      expect(await text(page)).toMatch(/^<!doctype html>/i);
      expect(await text(page)).not.toMatch(/(src|href)="https?:/);
    }
    await expect(startServer({ dataDir, port: 0, log: 'off' })).rejects.toMatchObject({ code: 'data_dir_in_use' });
    await server.close();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();

    const again = await start(dataDir);
    expect(again.token).toBe(server.token);
  });

  test('says which port is taken, before it makes anything', async () => {
    const [one, two] = [await temporaryDirectory(), await temporaryDirectory()];
    await seedDatabase(one);
    const { url } = await start(one);
    const port = Number(new URL(url).port);
    const error = await startServer({ dataDir: two, port, log: 'off' }).catch((reason) => reason);
    expect(ServerError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ code: 'address_in_use', message: expect.stringContaining(`Port ${port}`) });
    expect(await readdir(two)).toEqual([]);
  });

  test('says that it cannot listen on an address of another machine', async () => {
    const error = startServer({ dataDir: await temporaryDirectory(), host: '192.0.2.1', log: 'off' });
    await expect(error).rejects.toMatchObject({ code: 'invalid_setting' });
  });

  test('says that a data directory cannot be made, also where the file system takes none', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    const places = [join(file, 'data'), ...(process.platform === 'linux' ? ['/proc/chamelaion/data'] : [])];
    for (const dataDir of places) {
      const error = startServer({ dataDir, port: 0, log: 'off' });
      await expect(error).rejects.toMatchObject({ code: 'data_dir_unusable' });
    }
  });
});
