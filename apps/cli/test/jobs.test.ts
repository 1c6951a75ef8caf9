import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApiStub } from './support/api-stub.js';
import { runIn } from './support/in-process.js';
import { afterRetries, layLink } from './support/link.js';
import { fakeVideo, fakeVoice, testFolder } from './support/media.js';
import { cleanEnv } from './support/program.js';
import { documentOf } from './support/schema.js';
import { type Service, startService } from './support/service.js';

let service: Service;
let cwd: string;
let env: Record<string, string>;
const removals: (() => Promise<void>)[] = [];

beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  await service.close();
  for (const remove of removals) await remove();
});
beforeEach(async () => {
  const { folder, remove } = await testFolder();
  removals.push(remove);
  cwd = folder;
  env = cleanEnv(cwd, { CHAMELAION_BASE_URL: service.url, CHAMELAION_API_KEY: service.token });
  await fakeVideo(path.join(cwd, 'episode.mp4'));
  await fakeVoice(path.join(cwd, 'voice.wav'));
});
const chamelaion = (...argv: string[]) => runIn(argv, { cwd, env });

describe('sync', () => {
  it('writes the dubbed video beside the video, its path alone to stdout and what happens to stderr', async () => {
    const { code, stdout, stderr } = await chamelaion('sync', 'episode.mp4', 'voice.wav');
    expect(stderr).toMatch(
      /Uploading episode.mp4 and voice.wav\n[\s\S]*✓ Uploaded[\s\S]*Request [0-9a-f-]{36}[\s\S]*✓ Completed[\s\S]*✓ Downloaded/,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'episode.dubbed.mp4\n' });
    expect(await readFile(path.join(cwd, 'episode.dubbed.mp4'))).toEqual(await readFile(path.join(cwd, 'episode.mp4')));
  });

  it('with --json and --quiet writes one document and nothing else', async () => {
    const { stdout, stderr } = await chamelaion(
      'sync',
      'episode.mp4',
      'voice.wav',
      '-o',
      'out.mp4',
      '--json',
      '--quiet',
      '--reference-id',
      'ep-1',
    );
    const document = documentOf<{ request: { reference_id: string }; output: string }>(stdout, 'sync');
    expect([document.request.reference_id, document.output, stderr]).toEqual(['ep-1', path.join(cwd, 'out.mp4'), '']);
  });

  it('does not overwrite without --force, and says so before anything is sent', async () => {
    await writeFile(path.join(cwd, 'out.mp4'), 'mine');
    const refused = await chamelaion('sync', 'episode.mp4', 'voice.wav', '-o', 'out.mp4', '--reference-id', 'not-sent');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('replace it with --force');
    expect((await chamelaion('list', '--reference-id', 'not-sent')).stdout).toBe('');
    expect((await chamelaion('sync', 'episode.mp4', 'voice.wav', '-o', 'out.mp4', '--force')).code).toBe(0);
    expect((await stat(path.join(cwd, 'out.mp4'))).size).toBe(2000);
  });

  it('never replaces an input, not even with --force', async () => {
    const { code, stderr } = await chamelaion('sync', 'episode.mp4', 'voice.wav', '-o', './episode.mp4', '--force');
    expect([code, stderr]).toEqual([2, expect.stringContaining('is one of the inputs')]);
  });

  it('fetches a remote video and uploads it with the voice that is here', async () => {
    const video = await readFile(path.join(cwd, 'episode.mp4'));
    const host = createServer((_request, response) => response.end(video)).listen(0, '127.0.0.1');
    await new Promise((resolve) => host.once('listening', resolve));
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/far%20away%2F1.mp4`;
    const { code, stdout, stderr } = await chamelaion('sync', url, 'voice.wav');
    host.close();
    expect(stderr).toMatch(/✓ Fetched far away-1\.mp4\n[\s\S]*✓ Uploaded far away-1\.mp4 and voice\.wav/);
    expect([code, stdout]).toEqual([0, 'far away-1.dubbed.mp4\n']);
    expect(await readFile(path.join(cwd, 'far away-1.dubbed.mp4'))).toEqual(video);
  });

  it('ends with 1 when the job fails, says why, and leaves nothing behind', async () => {
    await fakeVideo(path.join(cwd, 'wall.mp4'), { fails: 'no face was found in the video' });
    const { code, stdout, stderr } = await chamelaion('sync', 'wall.mp4', 'voice.wav');
    expect(stderr).toMatch(
      /✗ The job [0-9a-f-]{36} failed: no face was found in the video\.\n {2}Correct the video or the voice/,
    );
    expect([code, stdout]).toEqual([1, '']);
    expect((await readdir(cwd)).filter((name) => name.startsWith('wall.dubbed'))).toEqual([]);
  });

  it('ends with 8 at its timeout and names the command that goes on, which does', async () => {
    await fakeVideo(path.join(cwd, 'long.mp4'), { delayMs: 1500 });
    const early = await chamelaion('sync', 'long.mp4', 'voice.wav', '--timeout', '0.2s');
    const resume = /Come back to it with: chamelaion (wait .*)/.exec(early.stderr)?.[1];
    expect([early.code, resume]).toEqual([8, expect.stringMatching(/^wait [0-9a-f-]{36} -o long.dubbed.mp4$/)]);
    const late = await chamelaion(...(resume as string).split(' '));
    expect([late.code, late.stdout]).toEqual([0, 'long.dubbed.mp4\n']);
  });

  it('names the command that fetches a paid video which could not be written', async () => {
    await mkdir(path.join(cwd, 'out.mp4.part'));
    await writeFile(path.join(cwd, 'out.mp4'), 'old');
    const { code, stderr } = await chamelaion('sync', 'episode.mp4', 'voice.wav', '-o', 'out.mp4', '--force');
    const resume = /\n {2}Fetch it with: chamelaion (.*)\n/.exec(stderr)?.[1];
    expect([code, resume]).toEqual([1, expect.stringMatching(/^download [0-9a-f-]{36} -o out.mp4 --force$/)]);
    await rmdir(path.join(cwd, 'out.mp4.part'));
    expect((await chamelaion(...(resume as string).split(' '))).stdout).toBe('out.mp4\n');
  });

  it('names where to look when the service may have accepted the job', async () => {
    const api = await startApiStub();
    api.onGenerate = (reference) => {
      api.add(reference);
      return 'cut after accepting';
    };
    const urls = ['https://cdn.example.com/v.mp4', 'https://cdn.example.com/a.wav'];
    const here = { ...env, CHAMELAION_BASE_URL: api.url };
    const { code, stderr } = await runIn(['sync', ...urls, '--reference-id', 'ep 7'], { cwd, env: here });
    api.close();
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("which is safe where this shows no new job: chamelaion list --reference-id 'ep 7'\n"),
    ]);
  });

  it('outlasts a link that is cut in mid-upload for longer than the client tries by itself, with one job', async () => {
    await fakeVideo(path.join(cwd, 'big.mp4'), { bytes: 8_000_000 });
    const link = await layLink(service.url);
    link.cutAfter(1_000_000);
    const stderr = afterRetries(3, link.mend);
    const argv = ['sync', 'big.mp4', 'voice.wav', '--reference-id', 'cut', '--json', '--base-url', link.url];
    const { code, stdout } = await runIn(argv, { cwd, env, stderr });
    link.close();
    expect(stderr.text).toContain('cannot be reached: nothing listens there. Trying again in ');
    expect([code, documentOf<{ output: string }>(stdout, 'sync').output]).toEqual([
      0,
      path.join(cwd, 'big.dubbed.mp4'),
    ]);
    const { data } = JSON.parse((await chamelaion('list', '--reference-id', 'cut', '--json')).stdout);
    expect(data).toHaveLength(1);
  });

  it.each([['-o', 'out.mp4'], ['--force'], ['--open'], ['--timeout', '5m']])(
    'refuses %s beside --no-wait, before anything is sent',
    async (...flag) => {
      const { code, stderr } = await chamelaion('sync', 'episode.mp4', 'voice.wav', '--no-wait', ...flag);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`✗ ${flag[0]} and --no-wait contradict each other`)]);
    },
  );

  it('opens the result with --open', async () => {
    const opened: string[] = [];
    const openFile = async (file: string) => void opened.push(file);
    await runIn(['sync', 'episode.mp4', 'voice.wav', '--open'], { cwd, env, openFile });
    expect(opened).toEqual([path.join(cwd, 'episode.dubbed.mp4')]);
  });

  it.each([
    ['a file that is not there', ['nope.mp4', 'voice.wav'], 'There is no video file nope.mp4.'],
    ['a text that is called .mp4', ['text.mp4', 'voice.wav'], 'text.mp4 is text, not a video.'],
    ['an empty voice', ['episode.mp4', 'empty.wav'], 'empty.wav is empty, not a sound.'],
    ['both the wrong way round', ['voice.wav', 'episode.mp4'], 'voice.wav is a WAV sound, where the video should be.'],
    ['a folder', ['.', 'voice.wav'], '. is a folder, not a video file.'],
    ['an output in a folder that is not there', ['episode.mp4', 'voice.wav', '-o', 'no/out.mp4'], 'There is no folder'],
    [
      'a URL of another kind',
      ['ftp://example.com/a.mp4', 'voice.wav'],
      'is not a URL that a video can be fetched from.',
    ],
  ])('refuses %s with one line and what to do', async (_what, words, message) => {
    await writeFile(path.join(cwd, 'text.mp4'), 'Dear reader,\nthis is no video.\n');
    await writeFile(path.join(cwd, 'empty.wav'), '');
    const { code, stdout, stderr } = await chamelaion('sync', ...words);
    expect(stderr).toContain(message);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 2]);
  });
});

describe('generate, wait, get, list and download', () => {
  it('take a job from start to file by its reference_id', async () => {
    const started = await chamelaion(
      'generate',
      'episode.mp4',
      'voice.wav',
      '--reference-id',
      'step-by-step',
      '--json',
    );
    const { request_id } = documentOf(started.stdout, 'generate');
    const waited = documentOf<{ request: { id: string } }>(
      (await chamelaion('wait', 'step-by-step', '--json')).stdout,
      'wait',
    );
    expect(waited.request.id).toBe(request_id);
    expect(documentOf((await chamelaion('get', 'step-by-step', '--json')).stdout, 'get')).toMatchObject({
      status: 'completed',
    });
    expect((await chamelaion('get', 'step-by-step')).stdout).toMatch(/Status {5}completed\nReference {2}step-by-step/);
    expect((await chamelaion('download', 'step-by-step')).stdout).toBe('step-by-step.mp4\n');
    expect((await stat(path.join(cwd, 'step-by-step.mp4'))).size).toBe(2000);
  });

  it('lists as a table, as a document, and all as a line each', async () => {
    for (let count = 0; count < 3; count += 1)
      await chamelaion('generate', 'episode.mp4', 'voice.wav', '--reference-id', 'three');
    const table = await chamelaion('list', '--reference-id', 'three', '--limit', '2');
    expect(table.stdout.split('\n')[0]).toMatch(/^REQUEST +STATUS +CREATED +REFERENCE +ERROR$/);
    expect([table.stdout.trim().split('\n').length, table.stderr]).toEqual([3, '2 of 3; --all shows every one.\n']);
    const page = documentOf<{ pagination: { total: number } }>(
      (await chamelaion('list', '--reference-id', 'three', '--json')).stdout,
      'list',
    );
    expect(page.pagination.total).toBe(3);
    const lines = (await chamelaion('list', '--all', '--reference-id', 'three', '--json')).stdout.trim().split('\n');
    expect(lines.map((line) => documentOf(line, 'LipsyncRequest')).length).toBe(3);
  });

  it('print the wire’s own answer with api, whose flags are the operation’s parameters', async () => {
    const { stdout } = await chamelaion(
      'api',
      'lipsync',
      'generateWithMedia',
      '--video',
      'episode.mp4',
      '--audio',
      'voice.wav',
      '--disable-active-speaker-detection',
      'true',
    );
    const { request_id } = JSON.parse(stdout);
    const answer = JSON.parse((await chamelaion('api', 'lipsync.requests', 'retrieve', '--id', request_id)).stdout);
    expect(answer.id).toBe(request_id);
    expect(JSON.parse((await chamelaion('api', 'health', 'check')).stdout)).toEqual({ status: 'ok' });
  });

  it('say who asks and whether the service is well', async () => {
    const who = documentOf((await chamelaion('whoami', '--json')).stdout, 'whoami');
    expect(who).toMatchObject({ base_url: service.url, base_url_source: 'environment', key_source: 'environment' });
    expect(documentOf((await chamelaion('health', '--json')).stdout, 'health')).toMatchObject({ status: 'ok' });
  });

  it('finds nothing wrong with a sound set-up, and says what is wrong with another', async () => {
    const sound = await chamelaion('doctor', '--json');
    expect([documentOf(sound.stdout, 'doctor'), sound.code]).toEqual([expect.objectContaining({ ok: true }), 0]);
    const keyless = await runIn(['doctor'], { cwd, env: { ...env, CHAMELAION_API_KEY: '' } });
    expect([keyless.code, keyless.stdout]).toEqual([4, expect.stringMatching(/✗ Key +none\n +Run: chamelaion login/)]);
  });
});
