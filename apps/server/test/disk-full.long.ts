import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { videoBytes } from './support/media.js';
import { engine, startProcess } from './support/process.js';
import { temporaryDirectory } from './support/temporary.js';

const DISK_MB = 160;
const TOO_SMALL_MB = 50;

/** A disk of its own that is small; only root on Linux can make one. */
async function smallDisk(megabytes: number): Promise<string | undefined> {
  const directory = await temporaryDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', directory]));
  return directory;
}

test('a full disk refuses uploads with 503, keeps what was accepted, and passes', async ({ skip }) => {
  const disk = await smallDisk(DISK_MB);
  if (!disk) return skip('needs the right to mount a small disk');
  const server = await startProcess('serve', {
    CHAMELAION_DATA_DIR: join(disk, 'data'),
    CHAMELAION_ENGINE_MODULE: engine('slow'),
    CHAMELAION_LOG: 'off',
  });
  onTestFinished(async () => void (await server.end('SIGKILL')));
  const accepted = await server.caller.submit({ ms: 3_000 });

  const form = new FormData();
  form.set('video', new Blob([new Uint8Array(videoBytes(DISK_MB * 1024 * 1024))]), 'large.mp4');
  form.set('audio', new Blob(['RIFF']), 'a.wav');
  const answer = await server.caller.post('/v1/lipsync/generate-with-media', { body: form });
  expect([answer.status, await answer.json()]).toEqual([503, { error: 'service unavailable' }]);
  expect(answer.headers.get('retry-after')).toBe('5');

  expect(await server.caller.finished(accepted)).toMatchObject({ status: 'completed' });
  const filler = join(disk, 'filler');
  await writeFile(filler, Buffer.alloc(DISK_MB * 1024 * 1024)).catch(() => undefined);
  const refused = await server.caller.post('/v1/lipsync/generate', { body: '{}' });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await server.caller.list()).pagination.total).toBe(1);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  await rm(filler);
  const later = await server.caller.submit({ ms: 0 });
  expect(await server.caller.finished(later)).toMatchObject({ status: 'completed' });
});

test('a disk without room for a database is told in one line', async ({ skip }) => {
  const disk = await smallDisk(TOO_SMALL_MB);
  if (!disk) return skip('needs the right to mount a small disk');
  const started = startProcess('serve', { CHAMELAION_DATA_DIR: join(disk, 'data') });
  await expect(started).rejects.toThrow(/ended before it was ready:\nThe disk of .* is full: 96 MB must be free\.\n$/);
});
