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

  test('says which port is taken', async () => {
    const [one, two] = [await temporaryDirectory(), await temporaryDirectory()];
    for (const directory of [one, two]) await seedDatabase(directory);
    const { url } = await start(one);
    const port = Number(new URL(url).port);
    const error = await startServer({ dataDir: two, port, log: 'off' }).catch((reason) => reason);
    expect(ServerError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ code: 'address_in_use', message: expect.stringContaining(`Port ${port}`) });
  });
});
