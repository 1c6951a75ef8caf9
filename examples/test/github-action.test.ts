import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, temporaryFolder } from './program.js';
import { startService } from './service.js';

test('a folder is dubbed once, however often the workflow runs', async () => {
  const service = await startService();
  const folder = temporaryFolder();
  for (const file of ['41.mp4', '41.wav', '42.mp4', '42.mp3', 'without-voice.mp4']) {
    writeFileSync(path.join(folder, file), mediaOf(file));
  }
  const env = { ...service.env, CHAMELAION_CONFIG_DIR: path.join(folder, 'config') };
  for (const round of [1, 2]) {
    const program = run('github-action/dub-folder.ts', [folder], env);
    expect(await program.ended, `round ${round}: ${program.printed()}`).toBe(0);
  }
  expect(readFileSync(path.join(folder, 'dubbed/42.mp4'), 'utf8')).toBe('a dubbed video');
  expect(service.jobs.all()).toHaveLength(2);
});

/** As much of a file as tells what it is. */
function mediaOf(file: string): Buffer {
  if (file.endsWith('.mp4')) return Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1');
  return Buffer.from(file.endsWith('.wav') ? 'RIFF\x24\0\0\0WAVEfmt ' : 'ID3\x04\0\0\0\0\0\0', 'latin1');
}
