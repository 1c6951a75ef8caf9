import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, temporaryFolder } from './program.js';
import { startService } from './service.js';

test('the script dubs a video and says how it goes', async () => {
  const service = await startService();
  const folder = temporaryFolder();
  const [video, audio, output] = ['in.mp4', 'in.wav', 'out.mp4'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(video, 'pictures');
  writeFileSync(audio, 'sounds');
  const program = run('node-script/dub.ts', [video, audio, output], service.env);
  expect(await program.ended, program.printed()).toBe(0);
  expect(program.printed()).toMatch(/accepted as .*queued after .*completed after .*out\.mp4: 14 bytes/s);
  expect(readFileSync(output, 'utf8')).toBe('a dubbed video');
});

test('without files it says how to use it', async () => {
  const program = run('node-script/dub.ts', [], process.env);
  expect(await program.ended).toBe(2);
  expect(program.printed()).toContain('Usage:');
});
