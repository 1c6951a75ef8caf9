import { type MouthTrack, mouthTrack } from '@chamelaion/engine';
import { energyTrack } from './energy-track.js';
import { headAudioTrack } from './head-audio.js';
import { rhubarbTrack } from './rhubarb.js';
import { FINE, median, type Score, score } from './score.js';
import { GROUPS, type Take, withNoise } from './voices.js';

/** Takes as long as the sound itself, and is heard without noise only. */
const SLOW = 'rhubarb-lip-sync-wasm 0.1.8';

/** Ways to read a mouth from a voice. */
const READERS: Readonly<Record<string, (take: Take) => MouthTrack | Promise<MouthTrack>>> = {
  'always B': alwaysB,
  'energy alone': ({ pcm, sampleRate }) => energyTrack(pcm, sampleRate),
  [SLOW]: ({ pcm, sampleRate }) => rhubarbTrack(pcm, sampleRate),
  'HeadAudio 0.1.0': ({ pcm, sampleRate }) => headAudioTrack(pcm, sampleRate),
  'mouthTrack()': ({ pcm, sampleRate }) => mouthTrack(pcm, { sampleRate, fps: FINE }),
};

/** Decibels between speech and noise in the second half of the table. */
const NOISE = 10;

/** Every reader on every group of voices, clean and under noise, line by line. */
export async function* voiceTable(takes: readonly Take[]): AsyncGenerator<string> {
  yield '';
  yield 'group                    reader                                    shapes  opening r  closures recall/precision  pauses ms';
  for (const noise of [null, NOISE])
    for (const group of GROUPS) {
      const members = takes.filter((take) => take.group === group);
      if (members.length === 0) yield `${group.padEnd(25)}skipped: none of its voices is installed`;
      else yield* rowsOf(group, members, noise);
    }
}

async function* rowsOf(group: string, members: readonly Take[], noise: number | null): AsyncGenerator<string> {
  const heard = members.map((take) => (noise === null ? take : withNoise(take, noise)));
  for (const [name, read] of Object.entries(READERS)) {
    if (noise !== null && name === SLOW) continue;
    const scores: Score[] = [];
    for (const take of heard) scores.push(score(await read(take), take.phones));
    yield row(group, noise === null ? name : `${name}, ${noise} dB noise`, scores);
    if (noise === null && read === READERS['mouthTrack()'])
      for (const [i, take] of heard.entries()) yield row('', `  ${take.name}`, [scores[i]!]);
  }
}

function row(group: string, name: string, scores: readonly Score[]): string {
  const mean = (of: (s: Score) => number) => scores.reduce((sum, s) => sum + of(s), 0) / scores.length;
  const count = (k: 0 | 1 | 2 | 3) => scores.reduce((sum, s) => sum + s.closures[k], 0);
  const ratio = (a: number, b: number) => (b ? (a / b).toFixed(2) : '  – ');
  const pauses = median(scores.flatMap((s) => s.boundaries)) * 1000;
  return [
    group.padEnd(25) + name.padEnd(42) + mean((s) => s.shapes).toFixed(2),
    mean((s) => s.opening).toFixed(2),
    `${ratio(count(0), count(1))} / ${ratio(count(2), count(3))}`.padStart(14),
    Number.isFinite(pauses) ? pauses.toFixed(0).padStart(16) : '               –',
  ].join('    ');
}

/** The commonest shape, always. */
function alwaysB({ pcm, sampleRate }: Take): MouthTrack {
  const frames = Math.ceil((pcm.length / sampleRate) * FINE);
  const still = new Float32Array(frames);
  const ones = new Uint8Array(frames).fill(1);
  return {
    fps: FINE,
    shapes: ones,
    opening: still,
    width: still,
    rounding: still,
    closed: new Uint8Array(frames),
    speech: ones,
  };
}
