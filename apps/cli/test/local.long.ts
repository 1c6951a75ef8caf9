import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fakeVideo, fakeVoice, testFolder } from './support/media.js';
import { program, start } from './support/program.js';
import { fakeEngine } from './support/service.js';

async function place() {
  const { folder: cwd, remove } = await testFolder();
  onTestFinished(remove);
  const dataDir = path.join(cwd, 'data');
  await fakeVideo(path.join(cwd, 'episode.mp4'), { delayMs: 3000 });
  await fakeVoice(path.join(cwd, 'voice.wav'));
  return {
    cwd,
    dataDir,
    env: { CHAMELAION_DATA_DIR: dataDir, CHAMELAION_ENGINE_MODULE: fakeEngine, CHAMELAION_CONCURRENCY: '4' },
  };
}
const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

describe('--local', () => {
  it('starts the service for the command, dubs, and stops it', async () => {
    const { cwd, dataDir, env } = await place();
    const { code, stdout, stderr } = await program(['sync', 'episode.mp4', 'voice.wav', '--local'], { cwd, env });
    expect([code, stdout], stderr).toEqual([0, 'episode.dubbed.mp4\n']);
    expect(await exists(path.join(dataDir, 'cli', 'running.json'))).toBe(false);
  });

  it('lets commands at the same time share one service, which stays until the last is done', async () => {
    const { cwd, dataDir, env } = await place();
    const outputs = ['1.mp4', '2.mp4', '3.mp4'];
    const runs = outputs.map((output) =>
      start(['sync', 'episode.mp4', 'voice.wav', '-o', output, '--local'], { cwd, env }),
    );
    const ended = await Promise.all(runs.map((run) => run.ended));
    expect(
      ended.map(({ code }) => code),
      ended.map(({ stderr }) => stderr).join('\n'),
    ).toEqual([0, 0, 0]);
    // The command that started it need not be the last, and only that one waits for the end of it.
    await vi.waitFor(async () => expect(await exists(path.join(dataDir, 'cli', 'running.json'))).toBe(false), 30_000);
  });

  it('after Ctrl-C goes on with the command that was named, and the job is not made twice', async () => {
    const { cwd, env } = await place();
    const run = start(['sync', 'episode.mp4', 'voice.wav', '--local'], { cwd, env });
    await run.says(/Processing/);
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    const resume = /Come back to it with: chamelaion (.*)\n/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect([code, resume.at(-1)]).toEqual([130, '--local']);
    expect((await program(resume, { cwd, env })).stdout).toBe('episode.dubbed.mp4\n');
    const { stdout } = await program(['list', '--local', '--json'], { cwd, env });
    expect(JSON.parse(stdout).pagination.total).toBe(1);
  });

  it('whose program is killed leaves no service behind', async () => {
    const { cwd, dataDir, env } = await place();
    const run = start(['sync', 'episode.mp4', 'voice.wav', '--local'], { cwd, env });
    await run.says(/Request/);
    const { pid } = JSON.parse(await readFile(path.join(dataDir, 'cli', 'running.json'), 'utf8'));
    run.kill('SIGKILL');
    await run.ended;
    const isAlive = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    for (let waited = 0; waited < 60_000 && isAlive(); waited += 200)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isAlive()).toBe(false);
  });
});
