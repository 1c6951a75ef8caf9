import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampleMedia } from '@chamelaion/sample';
import { startServer } from '@chamelaion/server';

/** A server with something to send to it. */
export interface BenchService {
  url: string;
  token: string;
  /** Where results may be written. */
  folder: string;
  video: string;
  audio: string;
}

/** Runs with a server of its own, and takes it away. */
export async function withService<T>(work: (service: BenchService) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chamelaion-bench-'));
  const media = await sampleMedia({ size: 256, says: 'Hello there.', dub: 'Good morning.' });
  const server = await startServer({ port: 0, dataDir: path.join(folder, 'data'), log: 'off' });
  try {
    return await work({ url: server.url, token: server.token, folder, ...media });
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
