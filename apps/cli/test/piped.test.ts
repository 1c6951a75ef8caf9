import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeVideo, fakeVoice, testFolder } from './support/media.js';
import { bin, cleanEnv, program, start } from './support/program.js';
import { documentOf } from './support/schema.js';
import { type Service, startService } from './support/service.js';

let service: Service;
let folder: Awaited<ReturnType<typeof testFolder>>;
let cwd: string;
let env: Record<string, string>;

beforeAll(async () => {
  service = await startService();
  folder = await testFolder();
  cwd = folder.folder;
  env = { CHAMELAION_BASE_URL: service.url, CHAMELAION_API_KEY: service.token };
  await fakeVideo(path.join(cwd, 'episode.mp4'));
  await fakeVideo(path.join(cwd, 'slow.mp4'), { delayMs: 2500 });
  await fakeVoice(path.join(cwd, 'voice.wav'));
});
afterAll(async () => {
  await service.close();
  await folder.remove();
});

describe('the built program, piped', () => {
  it('prints its version and its help, and leaves with 0', async () => {
    expect(await program(['--version'], { cwd })).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    const help = await program(['sync', '--help'], { cwd });
    expect(help).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Usage: chamelaion sync[\s\S]*Examples:/),
      stderr: '',
    });
  });

  it('dubs with plain lines and no escape sequence', async () => {
    const { code, stdout, stderr } = await program(['sync', 'episode.mp4', 'voice.wav'], { cwd, env });
    expect([code, stdout]).toEqual([0, 'episode.dubbed.mp4\n']);
    expect(stderr).toMatch(
      /^Uploading .*\n✓ Uploaded .*\nRequest .*\nWaiting\n(Queued\n)?(Processing\n)?✓ Completed .*\nDownloading\n✓ Downloaded .*\n$/,
    );
  });

  it('on SIGINT ends with 130 and the command that goes on; that command brings the video', async () => {
    const run = start(['sync', 'slow.mp4', 'voice.wav'], { cwd, env });
    await run.says(/Processing/);
    run.kill('SIGINT');
    const { code, stderr, stdout } = await run.ended;
    const resume = /Come back to it with: chamelaion (.*)\n/.exec(stderr)?.[1]?.split(' ') ?? [];
    expect([code, stdout]).toEqual([130, '']);
    expect(await program(resume, { cwd, env })).toMatchObject({ code: 0, stdout: 'slow.dubbed.mp4\n' });
  });

  it('leaves at once on a second SIGINT, also where something holds the first one up', async () => {
    const run = start(['login'], { cwd, env, holdInput: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    run.kill('SIGINT');
    run.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
  });

  it('ends quietly when whoever reads its output has enough', async () => {
    for (let count = 0; count < 3; count += 1) await program(['generate', 'episode.mp4', 'voice.wav'], { cwd, env });
    const child = spawn('sh', ['-c', `"$0" "$1" list --all --json | head -n 1`, process.execPath, bin], {
      cwd,
      env: cleanEnv(cwd, env),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect([stderr, stdout.trim().split('\n').length]).toEqual(['', 1]);
    documentOf(stdout, 'LipsyncRequest');
  });
});
