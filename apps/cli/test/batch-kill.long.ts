import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { fakeVideo, fakeVoice, testFolder } from './support/media.js';
import { program, start } from './support/program.js';
import { documentOf } from './support/schema.js';
import { startService } from './support/service.js';

const JOBS = 200;
const KILLS = 10;
const ARGS = ['batch', 'm.csv', '--json', '--concurrency', '24', '--requests-per-minute', '100000'];

it('a batch of 200 one-second jobs killed ten times at random moments makes exactly 200 jobs and 200 files', async () => {
  const service = await startService({ generatePerMinute: 100_000, concurrency: 32 });
  const { folder: cwd, remove } = await testFolder();
  onTestFinished(async () => {
    await service.close();
    await remove();
  });
  await fakeVideo(path.join(cwd, 'v.mp4'), { delayMs: 1000, bytes: 20_000 });
  await fakeVoice(path.join(cwd, 'a.wav'));
  const lines = Array.from({ length: JOBS }, (_, at) => `v.mp4,a.wav,${at}.mp4`);
  await writeFile(path.join(cwd, 'm.csv'), ['video,audio,output', ...lines].join('\n'));
  const env = { CHAMELAION_BASE_URL: service.url, CHAMELAION_API_KEY: service.token };

  const journal = path.join(cwd, 'm.csv.journal');
  const events = async () => (await readFile(journal, 'utf8').catch(() => '')).split('\n').length - 1;
  const moments: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const run = start(ARGS, { cwd, env });
    // Somewhere in the next seventy events of some eight hundred, and up to 0.3 s past it.
    const target = (await events()) + Math.random() * 70;
    while ((await events()) < target) await delay(5);
    await delay(Math.random() * 300);
    run.kill('SIGKILL');
    expect((await run.ended).code).toBe(137);
    const text = await readFile(journal, 'utf8');
    const count = (event: string) => text.split(`"${event}"`).length - 1;
    moments.push(`${count('sending')} sent, ${count('accepted')} accepted, ${count('saved')} saved`);
  }
  const { code, stdout, stderr } = await program(ARGS, { cwd, env });
  console.log(`Killed with ${moments.join('; ')}.`);
  const { counts } = documentOf<{ counts: Record<string, number> }>(stdout, 'batch');
  expect([code, counts['unclear'], counts['failed'], counts['pending']], stderr).toEqual([0, 0, 0, 0]);

  const listed = (await program(['list', '--all', '--json'], { cwd, env })).stdout.trim().split('\n');
  const jobs = listed.map((line) =>
    documentOf<{ id: string; status: string; reference_id: string }>(line, 'LipsyncRequest'),
  );
  expect(jobs.length).toBe(JOBS);
  expect(new Set(jobs.map((job) => job.reference_id)).size).toBe(JOBS);
  expect(jobs.filter((job) => job.status !== 'completed')).toEqual([]);
  const files = (await readdir(cwd)).filter((name) => /^\d+\.mp4$/.test(name));
  expect(files.length).toBe(JOBS);
  const video = await readFile(path.join(cwd, 'v.mp4'));
  for (const file of files) expect((await readFile(path.join(cwd, file))).equals(video)).toBe(true);
  const left = (await readdir(cwd)).filter((name) => /\.part|\.lock/.test(name));
  expect(left).toEqual([]);
}, 600_000);
