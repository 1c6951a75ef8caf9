import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '@chamelaion/server';
import { testFolder } from './media.js';

/** A real server with the fake engine, on a free port and in a folder of its own. */
export interface Service {
  url: string;
  token: string;
  dataDir: string;
  close(): Promise<void>;
}

export const fakeEngine = fileURLToPath(new URL('./fake-engine.mjs', import.meta.url));

/** Starts one. */
export async function startService(
  settings: { generatePerMinute?: number; concurrency?: number } = {},
): Promise<Service> {
  const { folder, remove } = await testFolder();
  const dataDir = path.join(folder, 'data');
  const server = await startServer({
    port: 0,
    dataDir,
    engineModule: fakeEngine,
    log: 'off',
    allowPrivateUrls: ['127.0.0.1'],
    generatePerMinute: 1000,
    concurrency: 2,
    ...settings,
  });
  const close = async () => {
    await server.close();
    await remove();
  };
  return { url: server.url, token: server.token, dataDir, close };
}
