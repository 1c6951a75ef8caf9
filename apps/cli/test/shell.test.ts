import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiStub, startApiStub } from './support/api-stub.js';
import { fakeVideo, fakeVoice, testFolder } from './support/media.js';
import { bin, cleanEnv, program, start } from './support/program.js';
import { documentOf } from './support/schema.js';
import { fakeEngine, type Service, startService } from './support/service.js';
import { hasTerminal, inTerminal, screenOf } from './support/terminal.js';

let service: Service;
let folder: Awaited<ReturnType<typeof testFolder>>;
let cwd: string;
let env: Record<string, string>;

if (!hasTerminal) console.log('Skipped: no pseudo-terminals without python3.');

beforeAll(async () => {
  service = await startService();
  folder = await testFolder();
  cwd = folder.folder;
  env = { CHAMELAION_BASE_URL: service.url, CHAMELAION_API_KEY: service.token };
  await fakeVideo(path.join(cwd, 'episode.mp4'), { delayMs: 700, bytes: 20_000_000 });
  await fakeVideo(path.join(cwd, 'long.mp4'), { delayMs: 60_000 });
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

  it.skipIf(!existsSync('/dev/full'))('ends with 1 when what it prints is lost on a full disk', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [bin, 'config', 'path'], {
      stdio: ['ignore', full, 'pipe'],
      env: cleanEnv(cwd),
    });
    closeSync(full);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([1, expect.stringContaining('✗ The output cannot be written: the disk is full.')]);
  });

  it('helps with commands under commands', async () => {
    const { code, stdout } = await program(['help', 'config', 'set'], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: chamelaion config set/)]);
    const root = (await program([], { cwd })).stdout;
    expect(root.indexOf('  sync ')).toBeLessThan(root.indexOf('  --json'));
  });

  it('dubs with plain lines and no escape sequence', async () => {
    const { code, stdout, stderr } = await program(['sync', 'episode.mp4', 'voice.wav', '-o', 'piped.mp4'], {
      cwd,
      env,
    });
    expect([code, stdout]).toEqual([0, 'piped.mp4\n']);
    const withoutHeartbeats = stderr.replace(/^.* {2}\d+:\d\d\n|^Uploading .* {2}.*\n/gm, '');
    expect(withoutHeartbeats).toMatch(
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

  it('serves, as the help’s example says, until SIGINT, and leaves at once on a second one', async () => {
    const serving = { ...env, CHAMELAION_DATA_DIR: path.join(cwd, 'served'), CHAMELAION_ENGINE_MODULE: fakeEngine };
    const run = start(['serve'], { cwd, env: { ...serving, CHAMELAION_PORT: '0' } });
    await run.says(/Stop with Ctrl-C/);
    await program(['generate', 'long.mp4', 'voice.wav', '--local'], { cwd, env: serving });
    let hasEnded = false;
    void run.ended.then(() => {
      hasEnded = true;
    });
    // The first lets the job of a minute finish, which would end with 0.
    while (!hasEnded) {
      run.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect((await run.ended).code).toBe(130);
  }, 120_000);

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

describe.skipIf(!hasTerminal)('on a real terminal', () => {
  it('sync draws its progress in place, in colour, and leaves only what lasts', async () => {
    const { code, shown } = await inTerminal(['sync', 'episode.mp4', 'voice.wav'], { cwd, env });
    expect(shown).toMatch(/Uploading episode\.mp4 and voice\.wav .*%.* of 20\.0 MB/);
    expect(shown).toMatch(/Processing {2}0:0\d/);
    expect(shown).toContain('\u001b[32m✓');
    expect(screenOf(shown)).toEqual([
      expect.stringMatching(/^✓ Uploaded episode\.mp4 and voice\.wav \(20\.0 MB in .* MB\/s\)$/),
      expect.stringMatching(/^Request [0-9a-f-]{36}$/),
      expect.stringMatching(/^✓ Completed in /),
      expect.stringMatching(/^✓ Downloaded the video \(20\.0 MB in /),
      'episode.dubbed.mp4',
    ]);
    expect(code).toBe(0);
  });

  it('NO_COLOR takes the colours away, CI the redrawing', async () => {
    const args = ['sync', 'episode.mp4', 'voice.wav', '--force'];
    const colorless = await inTerminal(args, { cwd, env: { ...env, NO_COLOR: '1' } });
    expect(colorless.shown).not.toContain('\u001b[3');
    expect(colorless.shown).toContain('\u001b[J');
    const inCi = await inTerminal(args, { cwd, env: { ...env, NO_COLOR: '1', CI: 'true' } });
    expect(inCi.shown).not.toContain('\u001b');
  });

  it('login asks without showing the key, and whoami then knows it', async () => {
    const steps = [[/API key for .*: /, `${service.token}\r`]] as const;
    const login = await inTerminal(['login', '--base-url', service.url], { cwd, steps });
    expect([login.code, screenOf(login.shown)]).toEqual([
      0,
      expect.arrayContaining([expect.stringMatching(/^Logged in as /)]),
    ]);
    expect(login.shown).not.toContain(service.token);
    expect((await program(['whoami'], { cwd })).code).toBe(0);
    expect(await readFile(path.join(cwd, '.config', 'config.json'), 'utf8')).toContain(service.token);
  });

  it('Ctrl-C at the prompt stores nothing and gives the terminal back', async () => {
    const { code, shown } = await inTerminal(['login', '--profile', 'other'], {
      cwd,
      steps: [[/API key for .*: /, 'half\u0003']],
    });
    expect([code, screenOf(shown).slice(-2)]).toEqual([130, ['✗ Interrupted.', '  Nothing was stored.']]);
    expect(await readFile(path.join(cwd, '.config', 'config.json'), 'utf8').catch(() => '')).not.toContain('half');
  });

  it('Ctrl-C during a job ends with 130 and the command that goes on', async () => {
    const { code, shown } = await inTerminal(['sync', 'long.mp4', 'voice.wav', '-o', 'out put.mp4'], {
      cwd,
      env,
      steps: [[/Processing/, '\u0003']],
    });
    expect(code).toBe(130);
    expect(screenOf(shown).slice(-2)).toEqual([
      '✗ Interrupted.',
      expect.stringMatching(
        /^ {2}The job goes on\. Come back to it with: chamelaion wait [0-9a-f-]{36} -o 'out put\.mp4'$/,
      ),
    ]);
  });
});

describe.skipIf(!hasTerminal)('a batch on a real terminal', () => {
  let api: ApiStub;

  it('shows a live table and leaves a line for each job and the summary', async () => {
    api = await startApiStub();
    const { folder: cwd, remove } = await testFolder();
    const lines = [1, 2, 3].map((n) => `https://cdn.example.com/v.mp4,https://cdn.example.com/a.wav,${n}.mp4`);
    await writeFile(path.join(cwd, 'm.csv'), ['video,audio,output', ...lines].join('\n'));
    const add = api.add;
    api.add = (reference) => {
      let looks = 0;
      const status = { get: () => (++looks > 2 ? 'completed' : 'processing'), enumerable: true };
      return Object.defineProperty(add(reference), 'status', status);
    };
    const env = { CHAMELAION_BASE_URL: api.url, CHAMELAION_API_KEY: 'a-key', NO_COLOR: '1' };
    const { code, shown } = await inTerminal(['batch', 'm.csv'], { cwd, env });
    api.close();
    await remove();
    expect(shown).toMatch(/LINE {2}OUTPUT {2}STATE +TIME[\s\S]*3\.mp4 +processing +0:0\d[\s\S]*0 of 3 ended/);
    expect(screenOf(shown)).toEqual([
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^\[\d\/3\] \d\.mp4 {2}completed$/)),
      '3 completed',
    ]);
    expect(code).toBe(0);
  });
});
