import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const GIB = 2 ** 30;
const uploads = [
  ['file', 1, 130],
  ['createReadStream(file)', 1, 130],
  ['await openAsBlob(file)', 1, 130],
  ['file', 2, 160],
] as const;
const entry = fileURLToPath(new URL('../dist/node.js', import.meta.url));

test('1 GiB from a path, a ReadStream or openAsBlob peaks at 130 MB at most, and little higher when it is sent twice', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chamelaion-memory-'));
  const file = path.join(folder, 'video.mp4');
  await writeFile(file, '');
  await truncate(file, GIB);
  const receiver = fork(fileURLToPath(new URL('./fixtures/receiver.mjs', import.meta.url)), { execArgv: [] });
  try {
    const [port] = (await once(receiver, 'message')) as [number];
    for (const [source, tries, mostMB] of uploads) {
      const program = `
        import { createReadStream, openAsBlob } from 'node:fs';
        import Chamelaion from ${JSON.stringify(entry)};
        const file = ${JSON.stringify(file)};
        const client = new Chamelaion({ baseURL: 'http://127.0.0.1:${port}/fail-${tries - 1}', apiKey: 'k' });
        const answer = await client.lipsync.generateWithMedia({ video: ${source}, audio: new Uint8Array(3) });
        console.log(JSON.stringify({ ...answer, peakMB: process.resourceUsage().maxRSS / 1000 }));`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      const { receivedBytes, peakMB, attempts } = JSON.parse(stdout);
      expect(attempts).toBe(tries);
      expect(receivedBytes).toBeGreaterThan(GIB);
      expect(peakMB, source).toBeLessThanOrEqual(mostMB);
    }
  } finally {
    receiver.kill();
    await rm(folder, { recursive: true });
  }
});
