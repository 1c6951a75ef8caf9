import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lipsync, type MeasuredMouth, measureMouth } from '@chamelaion/engine';
import { type TargetTrack, targetTrack } from '../../../packages/engine/src/voice/index.js';
import { cutInHalves, type Half } from './halves.js';
import { type Likeness, likeness, likenessHeader, likenessRow } from './likeness.js';
import { mouthSheet } from './mouth-sheet.js';

/** What the study does beside predicting. */
export interface HalfClipOptions {
  /** Also renders the dubs and measures the mouths in their pictures. */
  dubs: boolean;
  /** Also writes the sheets of mouths; needs the dubs. */
  sheets: boolean;
}

/** Moments on a sheet. */
const MOMENTS = 10;

/**
 * Whether a mouth can be told from the voice alone: the speaker of one half of a real clip is dubbed with the sound of the other
 * half, and compared with the mouth that really spoke it.
 */
export async function* halfClipStudy(options: HalfClipOptions): AsyncGenerator<string> {
  const media = process.env['CHAMELAION_TEST_MEDIA'];
  const clips = ['speaker-a.mp4', 'speaker-b.mp4']
    .map((name) => join(media ?? '', name))
    .filter((path) => existsSync(path));
  yield '';
  if (!media || clips.length === 0) {
    yield 'real mouths: skipped, CHAMELAION_TEST_MEDIA has no clips';
    return;
  }
  yield likenessHeader('real mouths, one half of a clip dubbed with the sound of the other');
  const found: Record<string, Likeness[]> = {};
  for (const clip of clips) {
    const folder = await mkdtemp(join(tmpdir(), 'half-clip-'));
    try {
      const mouth = await measureMouth(clip);
      const halves = await cutInHalves(clip, folder);
      for (const [source, voice] of [halves, [halves[1], halves[0]] as const]) {
        const label = `${clip.slice(-5, -4)} ${source.from === 0 ? 'first → second' : 'second → first'}`;
        const real = (track: Float32Array) => track.subarray(voice.from, voice.to);
        const study = { clip, label, mouth, source, voice, folder };
        for await (const [way, given] of ways(study, options)) {
          const like = likeness(given, { opening: real(mouth.opening), width: real(mouth.width) }, mouth.fps);
          found[way] = [...(found[way] ?? []), like];
          yield likenessRow(`${label}, ${way}`, [like]);
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  for (const [way, all] of Object.entries(found)) yield likenessRow(`all, ${way}`, all);
}

interface Study {
  clip: string;
  label: string;
  mouth: MeasuredMouth;
  source: Half;
  voice: Half;
  folder: string;
}

type Mouth = Pick<MeasuredMouth, 'opening' | 'width'>;

/** The openings and widths that each way gives for the other half. */
async function* ways(study: Study, { dubs, sheets }: HalfClipOptions): AsyncGenerator<[way: string, mouth: Mouth]> {
  const { mouth, source, voice, folder } = study;
  const { fps } = mouth;
  const [opening, width] = [mouth.opening.slice(source.from, source.to), mouth.width.slice(source.from, source.to)];
  const frames = voice.to - voice.from;
  const { pcm, sampleRate } = source;
  const adapted = targetTrack({ voice, source: { pcm, sampleRate, fps, opening, width }, fps, frames });
  const silent = { pcm: new Float32Array(0), sampleRate, fps, opening, width };
  yield ['untouched picture', { opening, width }];
  yield ['general model', targetTrack({ voice, source: silent, fps, frames })];
  yield ['adapted', adapted];
  if (!dubs) return;
  const dub = async (video: string) => {
    const output = join(folder, 'dub.mp4');
    await lipsync({ video, audio: voice.audio, output });
    return { film: output, mouth: await measureMouth(output), from: 0 };
  };
  yield ['dub, general model', (await dub(source.silent)).mouth];
  const dubbed = await dub(source.video);
  yield ['dub, adapted', dubbed.mouth];
  if (!sheets) return;
  const results = fileURLToPath(new URL('../../results/', import.meta.url));
  await mkdir(results, { recursive: true });
  const real = { film: study.clip, mouth, from: voice.from };
  for (const [kind, moments] of [['closures', closures(adapted)] as const, ['vowels', vowels(adapted)] as const])
    await mouthSheet(moments, [dubbed, real], join(results, `${study.label.replace(/[^a-z]+/g, '-')}-${kind}.png`));
}

/** The middles of p, b, m, evenly chosen. */
function closures({ closed }: TargetTrack): number[] {
  const starts = Array.from(closed.keys()).filter((i) => closed[i] && !closed[i - 1]);
  return evenly(starts.map((start) => Math.floor((start + closed.indexOf(0, start) - 1) / 2)).filter((i) => i >= 0));
}

/** The widest moments, half a second apart at least at 25 frames a second. */
function vowels({ opening }: TargetTrack): number[] {
  const chosen: number[] = [];
  for (const i of Array.from(opening.keys()).sort((a, b) => opening[b]! - opening[a]!))
    if (chosen.length < MOMENTS && chosen.every((other) => Math.abs(other - i) > 12)) chosen.push(i);
  return chosen.sort((a, b) => a - b);
}

const evenly = (moments: readonly number[]): number[] =>
  moments.filter(
    (_, i) => Math.floor((i * MOMENTS) / moments.length) !== Math.floor(((i - 1) * MOMENTS) / moments.length),
  );
