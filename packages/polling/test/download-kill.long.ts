import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ID } from './support/api-server.js';
import { makeFile, serveFile } from './support/storage-server.js';

const MIB = 1024 * 1024;
const CHILD = fileURLToPath(new URL('support/download-child.mjs', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polling-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Downloads in a child process and kills it once so many bytes have arrived; tells how many had when it was gone. */
async function run(url: string, path: string, killAtBytes = Number.POSITIVE_INFINITY) {
  const child = spawn(process.execPath, [CHILD, url, path, ID], { stdio: ['ignore', 'pipe', 'inherit'] });
  let arrivedBytes = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    arrivedBytes = Number(line);
    if (arrivedBytes >= killAtBytes) child.kill('SIGKILL');
  });
  const [code, signal] = (await once(child, 'close')) as [number, NodeJS.Signals];
  return { end: signal ?? code, arrivedBytes };
}

describe('a download that is killed', () => {
  it('goes on in the next run: at most 1 MiB comes twice, and no broken file has the final name', async () => {
    await using storage = await serveFile(makeFile(40 * MIB), { pauseMs: 2 });
    const path = join(folder, 'out.mp4');
    let arrivedBytes = 0;
    for (const killAtBytes of [3 * MIB, 6 * MIB, 8 * MIB, 12 * MIB]) {
      const killed = await run(storage.url, path, killAtBytes);
      arrivedBytes += killed.arrivedBytes;
      expect(killed.end).toBe('SIGKILL');
      expect(existsSync(path)).toBe(false);
    }
    const last = await run(storage.url, path);
    expect(last.end).toBe(0);
    expect(storage.file.equals(await readFile(path))).toBe(true);
    expect(await readdir(folder)).toEqual(['out.mp4']);
    const twice = arrivedBytes + last.arrivedBytes - storage.file.length;
    console.log(`killed 4 times in 40 MiB: ${(twice / MIB).toFixed(2)} MiB arrived twice`);
    expect(twice).toBeLessThanOrEqual(MIB);
  });

  it('ends with a whole file wherever it is killed, every time', async () => {
    await using storage = await serveFile(makeFile(6 * MIB), { pauseMs: 1 });
    const path = join(folder, 'out.mp4');
    for (let round = 0; round < 6; round += 1) {
      await run(storage.url, path, round * MIB + 1);
      if (existsSync(path)) expect(storage.file.equals(await readFile(path))).toBe(true);
    }
    await run(storage.url, path);
    expect(storage.file.equals(await readFile(path))).toBe(true);
  });
});
