import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lipsync, type MeasuredMouth, measureMouth } from '@chamelaion/engine';
import { targetTrack } from '../../../packages/engine/src/voice/index.js';
import { cutInHalves, type Half } from './halves.js';
import { type Likeness, likeness } from './likeness.js';
import { pearson } from './score.js';

/**
 * Whether a mouth can be told from the voice alone: the speaker of one half of a real clip is dubbed with the sound of the other
 * half, and compared with the mouth that really spoke it.
 *
 * @param throughDub also renders the dub and measures the mouth in its picture.
 */
export async function halfClipStudy(throughDub: boolean): Promise<string[]> {
  const media = process.env['CHAMELAION_TEST_MEDIA'];
  const clips = ['speaker-a.mp4', 'speaker-b.mp4']
    .map((name) => join(media ?? '', name))
    .filter((path) => existsSync(path));
  if (!media || clips.length === 0) return ['', 'real mouths: skipped, CHAMELAION_TEST_MEDIA has no clips'];
  const lines = ['', 'real mouths, one half of a clip dubbed with the sound of the other', HEADER];
  const found: Record<string, Likeness[]> = {};
  for (const clip of clips) {
    const folder = await mkdtemp(join(tmpdir(), 'half-clip-'));
    try {
      const mouth = await measureMouth(clip);
      const halves = await cutInHalves(clip, folder);
      for (const [source, voice] of [halves, [halves[1], halves[0]] as const]) {
        const label = `${clip.slice(-5, -4)} ${source.from === 0 ? 'first → second' : 'second → first'}`;
        for (const [way, opening, width] of await ways(mouth, source, voice, throughDub ? folder : null)) {
          const real = mouth.opening.subarray(voice.from, voice.to);
          const like = likeness(opening, real, mouth.fps);
          found[way] = [...(found[way] ?? []), like];
          lines.push(row(`${label}, ${way}`, like, pearson(width, mouth.width.subarray(voice.from, voice.to))));
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  for (const [way, all] of Object.entries(found)) {
    const mean = (of: (l: Likeness) => number) => (all.reduce((sum, l) => sum + of(l), 0) / all.length).toFixed(2);
    const least = Math.min(...all.map(({ r }) => r)).toFixed(2);
    lines.push(
      `mean, ${way}: r ${mean((l) => l.r)}, least ${least}, best lag ${mean((l) => l.best)}, fast ${mean((l) => l.fast)}`,
    );
  }
  return lines;
}

const HEADER = '                                          r    best lag  > 1 Hz   closures   onsets   width r';

/** The openings and widths that each way gives for the other half. */
async function ways(
  mouth: MeasuredMouth,
  source: Half,
  voice: Half,
  folder: string | null,
): Promise<[way: string, opening: Float32Array, width: Float32Array][]> {
  const { fps } = mouth;
  const [opening, width] = [mouth.opening.slice(source.from, source.to), mouth.width.slice(source.from, source.to)];
  const frames = voice.to - voice.from;
  const { pcm, sampleRate } = source;
  const adapted = targetTrack({ voice, source: { pcm, sampleRate, fps, opening, width }, fps, frames });
  const silent = { pcm: new Float32Array(0), sampleRate, fps, opening, width };
  const general = targetTrack({ voice, source: silent, fps, frames });
  const all: [string, Float32Array, Float32Array][] = [
    ['untouched picture', opening, width],
    ['general model', general.opening, general.width],
    ['adapted', adapted.opening, adapted.width],
  ];
  if (folder) {
    const output = join(folder, 'dub.mp4');
    await lipsync({ video: source.video, audio: voice.audio, output });
    const dubbed = await measureMouth(output);
    all.push(['finished dub', dubbed.opening, dubbed.width]);
  }
  return all;
}

function row(label: string, { r, best, fast, closures, onsets }: Likeness, width: number): string {
  const share = ([found, real, right, given]: readonly number[]) =>
    `${real ? (found! / real).toFixed(2) : ' – '}/${given ? (right! / given).toFixed(2) : ' – '}`;
  return `${label.padEnd(40)}${[r, best, fast].map((x) => x.toFixed(2).padEnd(9)).join('')}${share(closures).padEnd(11)}${share(onsets).padEnd(11)}${width.toFixed(2)}`;
}
