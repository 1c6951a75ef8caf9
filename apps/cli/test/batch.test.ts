import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { StartGate } from '../src/batch/start-gate.js';
import { InterruptedError } from '../src/errors/cli-error.js';
import { type ApiStub, startApiStub } from './support/api-stub.js';
import { fakeClock } from './support/fake-clock.js';
import { runIn } from './support/in-process.js';
import { afterRetries, layLink } from './support/link.js';
import { fakeVoice, testFolder } from './support/media.js';
import { cleanEnv } from './support/program.js';
import { documentOf } from './support/schema.js';

interface Summary {
  counts: Record<string, number>;
  jobs: { line: number; status: string; request_id?: string; error?: string }[];
}

let cwd: string;
let api: ApiStub;
const URLS = 'https://cdn.example.com/v.mp4,https://cdn.example.com/a.wav';

beforeEach(async () => {
  const { folder, remove } = await testFolder();
  api = await startApiStub();
  cwd = folder;
  onTestFinished(async () => {
    api.close();
    await remove();
  });
});

const manifest = (lines: string[], header = 'video,audio,output') =>
  writeFile(path.join(cwd, 'm.csv'), `${[header, ...lines].join('\n')}\n`);
const run = (argv: string[] = [], signal?: AbortSignal, key = 'a-key') =>
  runIn(['batch', 'm.csv', ...argv], {
    cwd,
    clock: fakeClock(),
    env: cleanEnv(cwd, { CHAMELAION_BASE_URL: api.url, CHAMELAION_API_KEY: key }),
    ...(signal && { signal }),
  });
const summary = async (argv: string[] = [], key?: string): Promise<Summary & { code: number; stderr: string }> => {
  const { code, stdout, stderr } = await run(['--json', ...argv], undefined, key);
  return { ...documentOf<Summary>(stdout, 'batch'), code, stderr };
};

/** Runs the batch and interrupts it the moment that the service has the call, as a kill would. */
async function runUntilGenerate(fate: 'cut after accepting' | 'cut') {
  const interruption = new AbortController();
  const before = api.onGenerate;
  api.onGenerate = () => {
    interruption.abort(new InterruptedError());
    return fate;
  };
  const ended = await run([], interruption.signal);
  api.onGenerate = before;
  return ended;
}

describe('a batch', () => {
  it('dubs every line, and run again does nothing more', async () => {
    await manifest([`${URLS},one.mp4`, `${URLS},two.mp4`]);
    const first = await summary();
    expect([first.code, first.counts]).toEqual([
      0,
      { total: 2, completed: 2, skipped: 0, failed: 0, unclear: 0, pending: 0 },
    ]);
    expect(await readFile(path.join(cwd, 'two.mp4'), 'utf8')).toBe(`video of ${first.jobs[1]?.request_id}`);
    const again = await summary();
    expect([again.code, again.counts['skipped'], api.generateCalls.length]).toEqual([0, 2, 2]);
    expect((await readdir(cwd)).filter((name) => !name.startsWith('.'))).toEqual([
      'm.csv',
      'm.csv.journal',
      'one.mp4',
      'two.mp4',
    ]);
  });

  it('reports every mistake at once, before anything is sent', async () => {
    await fakeVoice(path.join(cwd, 'a.wav'));
    await writeFile(path.join(cwd, 'there.mp4'), 'mine');
    await manifest([
      `${URLS},one.mp4`,
      `${URLS},ONE.mp4`,
      ',a.wav,x.mp4',
      'nope.mp4,a.wav,y.mp4',
      `${URLS},there.mp4`,
      `${URLS},no/z.mp4`,
    ]);
    const { code, stdout, stderr } = await run(['--json']);
    const { error } = documentOf<{ error: { details: string[] } }>(stdout, 'error');
    expect(error.details.map((line) => line.slice(0, 6))).toEqual(['line 3', 'line 4', 'line 5', 'line 6', 'line 7']);
    expect(error.details[0]).toContain('is that of line 2 too');
    expect([code, api.generateCalls.length, stderr]).toEqual([
      2,
      0,
      expect.stringContaining('has 5 mistakes; nothing was sent'),
    ]);
    expect(await readdir(cwd)).not.toContain('m.csv.journal');
  });

  it.each([
    ['a video', Buffer.from('\0\0\0\x18ftypisom"', 'latin1'), 'm.csv is not a manifest: it is not text.'],
    ['nothing', Buffer.alloc(0), 'm.csv holds no jobs.'],
  ])('is refused for %s with one line and what to do', async (_what, bytes, expected) => {
    await writeFile(path.join(cwd, 'm.csv'), bytes);
    const { code, stderr } = await run();
    expect([code, stderr.trim().split('\n').length, stderr]).toEqual([2, 2, expect.stringContaining(expected)]);
  });

  it('takes paths as relative to the manifest, wherever it is called from', async () => {
    await manifest([`${URLS},one.mp4`]);
    const { code } = await runIn(['batch', path.join(path.basename(cwd), 'm.csv')], {
      cwd: path.dirname(cwd),
      env: cleanEnv(cwd, { CHAMELAION_BASE_URL: api.url, CHAMELAION_API_KEY: 'a-key' }),
    });
    expect([code, (await stat(path.join(cwd, 'one.mp4'))).isFile()]).toEqual([0, true]);
  });

  it('ends with 1 when a job failed, and sends it again only with --retry-failed', async () => {
    await manifest([`${URLS},one.mp4`, `${URLS},two.mp4`]);
    api.onGenerate = (reference, _request, response) => {
      if (api.generateCalls.length > 1) return 'accept';
      const job = api.add(reference, { status: 'failed', error_message: 'video URL is not accessible' });
      response.end(JSON.stringify({ status: 'success', request_id: job.id }));
      return 'accept';
    };
    const first = await summary(['--concurrency', '1']);
    expect([first.code, first.jobs[0]]).toEqual([
      1,
      expect.objectContaining({ status: 'failed', error: 'video URL is not accessible' }),
    ]);
    expect([(await summary()).counts['failed'], api.generateCalls.length]).toEqual([1, 2]);
    const retried = await summary(['--retry-failed']);
    expect([retried.code, retried.counts, api.generateCalls.length]).toEqual([
      0,
      expect.objectContaining({ completed: 1, skipped: 1 }),
      3,
    ]);
  });

  it('stops at an error that would befall every job, and goes on where it stopped', async () => {
    await manifest([1, 2, 3, 4].map((n) => `${URLS},${n}.mp4`));
    api.onGenerate = (_reference, _request, response) => {
      if (api.generateCalls.length === 2) response.writeHead(412).end('{"error":"token limit reached"}');
      return 'accept';
    };
    const first = await summary(['--concurrency', '1']);
    expect([first.code, first.counts]).toEqual([5, expect.objectContaining({ completed: 1, pending: 3 })]);
    expect(api.generateCalls.length).toBe(2);
    const second = await summary();
    expect(second.counts).toMatchObject({ completed: 3, skipped: 1 });
    expect(second.jobs.filter((job) => job.error)).toEqual([]);
    expect(api.jobs.length).toBe(4);
  });

  it('waits and goes on when the service says that it is too fast', async () => {
    await manifest([`${URLS},one.mp4`]);
    api.onGenerate = (_reference, _request, response) => {
      if (api.generateCalls.length <= 3)
        response.writeHead(429, { 'retry-after-ms': '1' }).end('{"error":"rate limit exceeded"}');
      return 'accept';
    };
    expect([(await summary()).code, api.jobs.length]).toEqual([0, 1]);
  });

  it('outlasts a link that is cut while a job is being sent, with one job', async () => {
    await manifest([`${URLS},one.mp4`, `${URLS},two.mp4`]);
    const link = await layLink(api.url);
    api.onGenerate = () => {
      if (api.generateCalls.length === 1) link.cut();
      return 'accept';
    };
    // Longer than the client tries by itself, which is over after 1.5 s.
    const stderr = afterRetries(1, () => setTimeout(link.mend, 3000));
    const { code } = await runIn(['batch', 'm.csv', '--concurrency', '1'], {
      cwd,
      stderr,
      env: cleanEnv(cwd, { CHAMELAION_BASE_URL: link.url, CHAMELAION_API_KEY: 'a-key' }),
    });
    link.close();
    expect([code, api.jobs.length, stderr.text]).toEqual([0, 2, expect.stringContaining('Trying again in ')]);
  });

  it('is worked on by one process at a time, and the lock of a dead one is no obstacle', async () => {
    await manifest([`${URLS},one.mp4`]);
    const lock = path.join(cwd, 'm.csv.journal.lock');
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'another-computer', started: '' }));
    expect((await run()).stderr).toContain('Another process works on this batch (process 1 on another-computer)');
    await writeFile(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), started: '1' }));
    expect((await run()).code).toBe(0);
    await expect(stat(lock)).rejects.toThrow();
  });

  it('is refused on another service than the one it began on', async () => {
    await manifest([`${URLS},one.mp4`]);
    await run();
    expect((await run(['--base-url', 'http://127.0.0.1:1/api'])).stderr).toContain(`is of a batch on ${api.url}`);
  });
});

describe('a batch that was killed', () => {
  it('while sending goes on with the job that the service had accepted', async () => {
    await manifest([`${URLS},one.mp4`]);
    expect((await runUntilGenerate('cut after accepting')).code).toBe(130);
    expect([(await summary()).counts['completed'], api.generateCalls.length, api.jobs.length]).toEqual([1, 1, 1]);
  });

  it('before the service accepted sends the job again, as the same job', async () => {
    await manifest([`${URLS},one.mp4`]);
    const { stderr } = await runUntilGenerate('cut');
    expect(stderr).toContain('Go on with: chamelaion batch m.csv');
    expect([(await summary()).counts['completed'], api.jobs.length]).toEqual([1, 1]);
    const keys = api.generateCalls.map((headers) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('in the middle of writing its journal reads what is whole', async () => {
    await manifest([`${URLS},one.mp4`]);
    await run();
    await appendFile(path.join(cwd, 'm.csv.journal'), '{"at":"2026-01-05T10:00');
    expect([(await summary()).counts['skipped'], (await summary()).counts['skipped'], api.jobs.length]).toEqual([
      1, 1, 1,
    ]);
  });

  it('after the file was there and before that was written down does not fetch it again', async () => {
    await manifest([`${URLS},one.mp4`]);
    await run();
    const journal = path.join(cwd, 'm.csv.journal');
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
    expect(lines.at(-1)).toContain('"event":"saved"');
    await writeFile(journal, `${lines.slice(0, -1).join('\n')}\n`);
    await writeFile(path.join(cwd, 'one.mp4'), 'as it was');
    await writeFile(path.join(cwd, 'one.mp4.part.json'), '{}');
    expect((await summary()).counts['skipped']).toBe(1);
    expect(await readFile(path.join(cwd, 'one.mp4'), 'utf8')).toBe('as it was');
    expect((await readdir(cwd)).filter((name) => name.includes('.part'))).toEqual([]);
  });
});

describe('a job whose fate cannot be known', () => {
  const shared = `${URLS},one.mp4,ep-1`;

  it('ends unclear with what to do, and is never sent again', async () => {
    await manifest([shared], 'video,audio,output,reference_id');
    await runUntilGenerate('cut after accepting');
    api.add('ep-1');
    const first = await summary();
    expect([first.code, first.jobs[0]?.status]).toEqual([1, 'unclear']);
    expect(first.stderr).toMatch(
      /may have been accepted and is never sent again. Look: chamelaion list --reference-id ep-1/,
    );
    expect([(await summary()).jobs[0]?.status, api.generateCalls.length]).toEqual(['unclear', 1]);
  });

  it('counts as done once its file is there', async () => {
    await manifest([shared], 'video,audio,output,reference_id');
    await runUntilGenerate('cut after accepting');
    api.add('ep-1');
    await run();
    await writeFile(path.join(cwd, 'one.mp4'), 'found by hand');
    expect([(await summary()).jobs[0]?.status, (await summary()).code]).toEqual(['skipped', 0]);
  });

  it('is not mistaken for jobs of that reference that were there before', async () => {
    api.add('ep-1');
    await manifest([shared], 'video,audio,output,reference_id');
    await runUntilGenerate('cut after accepting');
    const sent = api.jobs[0]?.id;
    expect((await summary()).jobs[0]).toMatchObject({ status: 'completed', request_id: sent });
  });

  it('is unclear too when another key cannot see it', async () => {
    await manifest([`${URLS},one.mp4`]);
    await runUntilGenerate('cut');
    expect([(await summary([], 'another-key')).jobs[0]?.status, api.generateCalls.length]).toEqual(['unclear', 1]);
  });
});

describe('the start gate', () => {
  it('lets at most so many start in any minute, an earlier run’s counted', async () => {
    const clock = fakeClock();
    const signal = new AbortController().signal;
    const earlier = clock.now() - 20_000;
    const gate = new StartGate(clock, 3, [clock.now() - 70_000, earlier]);
    const starts = [earlier];
    for (let count = 0; count < 7; count += 1) {
      await gate.pass(signal);
      starts.push(clock.now());
    }
    starts.forEach((at, index) => {
      const inMinute = starts.filter((other, each) => each <= index && at - other < 60_000);
      expect(inMinute.length).toBeLessThanOrEqual(3);
    });
    expect(clock.slept.reduce((total, ms) => total + ms, 0)).toBeLessThanOrEqual(160_000);
  });
});
