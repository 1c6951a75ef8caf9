import { mouthTrack } from '@chamelaion/engine';
import { energyReader } from './energy-reader.js';
import { median, type Reader, type Score, score } from './score.js';
import { GROUPS, type Take, withNoise } from './voices.js';

/** Ways to read a mouth from a voice. */
const READERS: Readonly<Record<string, (take: Take) => Reader>> = {
  'always B': alwaysB,
  'energy alone': ({ pcm, sampleRate }) => energyReader(pcm, sampleRate),
  'mouthTrack()':
    ({ pcm, sampleRate }) =>
    (fps) =>
      mouthTrack(pcm, { sampleRate, fps }),
};

/** Every reader on every group of voices, clean and under noise, as lines of text. */
export function voiceTable(takes: readonly Take[]): string[] {
  const lines = [
    '',
    'group                    reader                     shapes  opening r  closures recall/precision  pauses ms',
  ];
  for (const group of GROUPS) {
    const members = takes.filter((take) => take.group === group);
    if (members.length === 0) lines.push(`${group.padEnd(25)}skipped: none of its voices is installed`);
    else for (const [name, reader] of Object.entries(READERS)) lines.push(row(group, name, members, reader));
  }
  for (const group of GROUPS) {
    const noisy = takes.filter((take) => take.group === group).map((take) => withNoise(take, 10));
    for (const name of ['energy alone', 'mouthTrack()'] as const)
      if (noisy.length) lines.push(row(group, `${name}, 10 dB noise`, noisy, READERS[name]!));
  }
  lines.push('', 'each voice, mouthTrack()');
  for (const take of takes) lines.push(row('', take.name, [take], READERS['mouthTrack()']!));
  return lines;
}

function row(group: string, name: string, members: readonly Take[], reader: (take: Take) => Reader): string {
  const scores = members.map((take) => score(reader(take), take.phones));
  const mean = (of: (s: Score) => number) => scores.reduce((sum, s) => sum + of(s), 0) / scores.length;
  const count = (k: 0 | 1 | 2 | 3) => scores.reduce((sum, s) => sum + s.closures[k], 0);
  const ratio = (a: number, b: number) => (b ? (a / b).toFixed(2) : '  – ');
  const pauses = median(scores.flatMap((s) => s.boundaries)) * 1000;
  return [
    group.padEnd(25) + name.padEnd(27) + mean((s) => s.shapes).toFixed(2),
    mean((s) => s.opening).toFixed(2),
    `${ratio(count(0), count(1))} / ${ratio(count(2), count(3))}`.padStart(14),
    Number.isFinite(pauses) ? pauses.toFixed(0).padStart(16) : '               –',
  ].join('    ');
}

/** The commonest shape, always. */
function alwaysB({ pcm, sampleRate }: Take): Reader {
  return (fps) => {
    const frames = Math.ceil((pcm.length / sampleRate) * fps);
    const still = new Float32Array(frames);
    const never = new Uint8Array(frames);
    const ones = new Uint8Array(frames).fill(1);
    return { fps, shapes: ones, opening: still, width: still, rounding: still, closed: never, speech: ones };
  };
}
