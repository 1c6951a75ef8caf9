import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type LipsyncReport, lipsync, measureMouth, type Progress } from '@chamelaion/engine';
import { correlation } from '@chamelaion/engine/testing';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSound } from '../src/media/sound-reader.js';
import { whileCodecsRun } from '../src/media/webcodecs.js';
import { folder, head, makeFolder, speak } from './fixtures.js';
import { lag } from './watch.js';

const { path, list, remove } = makeFolder();
const [video, audio, output] = [path('head.mp4'), path('voice.wav'), path('out.mp4')];
const progress: Progress[] = [];
let spoken: number;
let report: LipsyncReport;

beforeAll(async () => {
  await head(video, 'Hello, we are open.');
  spoken = await speak(audio, 'Bob, my papa, may go.');
  report = await lipsync({ video, audio, output, threads: 2, onProgress: (step) => progress.push(step) });
});
afterAll(remove);

test('the mouth of the output follows the new voice, the source mouth does not', async () => {
  const target = report.target.map((mouth) => mouth.opening);
  const dubbed = await measureMouth(output);
  const source = await measureMouth(video);
  const untouched = report.shown.map((frame) => source.opening[frame]!);
  expect(dubbed.opening.length).toBe(report.frames);
  expect(correlation(dubbed.opening, target)).toBeGreaterThan(0.85);
  expect(correlation(untouched, target)).toBeLessThan(0.6);
});

test('nearly all pixels away from the mouth are left as they are', () => {
  expect(report.identicalBeyondMouth).toBeGreaterThan(0.9);
});

test('a program ends when its dub is done', async () => {
  const program = `
    import { lipsync } from '@chamelaion/engine';
    const [video, audio, output] = process.argv.slice(1);
    await lipsync({ video, audio, output });
    process.once('beforeExit', () => console.log('ended'));
    setTimeout(() => process.exit(1), 5_000).unref();`;
  const { path } = folder();
  const args = ['--input-type=module', '--eval', program, video, audio, path('out.mp4')];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  expect(stdout + stderr).toBe('ended\n');
});

test('the output is H.264 and AAC with a note that it was altered', async () => {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(output) });
  const sound = (await input.getPrimaryAudioTrack())!;
  const picture = (await input.getPrimaryVideoTrack())!;
  const tags = await input.getMetadataTags();
  expect([picture.codec, sound.codec]).toEqual(['avc', 'aac']);
  expect(tags.comment).toContain('Altered by lip sync');
  const file = readFileSync(output).toString('latin1');
  expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
});

test('a voice longer than the film is spoken to its end, the picture going back and forth', async () => {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(output) });
  const picture = (await input.getPrimaryVideoTrack())!;
  const sound = (await input.getPrimaryAudioTrack())!;
  expect(report.seconds).toBeGreaterThanOrEqual(spoken);
  expect(report.seconds).toBeLessThan(spoken + 0.041);
  expect(await picture.computeDuration()).toBeCloseTo(report.seconds, 3);
  expect(await sound.computeDuration()).toBeCloseTo(spoken, 3);
  const turn = report.shown.indexOf(Math.max(...report.shown));
  expect(report.shown[turn + 1]).toBe(report.shown[turn - 1]);
});

test('the voice is heard when its mouth is seen, within 10 ms', async () => {
  const [heard, voice] = await whileCodecsRun(async () => [await readSound(output), await readSound(audio)]);
  expect(Math.abs(lag(heard, voice))).toBeLessThan(0.01);
});

test('progress rises to 1 and names the stages in order', () => {
  const fractions = progress.map((step) => step.fraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
  expect([...new Set(progress.map((step) => step.stage))]).toEqual(['analyse', 'select', 'render']);
});

test('the number of threads does not change a byte of picture or sound', async () => {
  await lipsync({ video, audio, output: path('one.mp4'), threads: 1 });
  const digest = (file: string): string => {
    const bytes = readFileSync(file);
    return createHash('sha256')
      .update(bytes.subarray(bytes.indexOf('mdat')))
      .digest('hex');
  };
  expect(digest(path('one.mp4'))).toBe(digest(output));
});

test('stopping leaves nothing behind and gives the reason', async () => {
  const before = list();
  const stop = new AbortController();
  const reason = new Error('enough');
  const onProgress = ({ stage }: Progress): void => {
    if (stage === 'render') stop.abort(reason);
  };
  const work = lipsync({ video, audio, output: path('stopped.mp4'), signal: stop.signal, onProgress });
  await expect(work).rejects.toBe(reason);
  expect(list()).toEqual(before);
});
