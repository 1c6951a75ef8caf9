import { contactSheet, lipsync, type MouthTarget, measureMouth } from '@chamelaion/engine';
import { correlation } from '@chamelaion/engine/testing';
import type { Clip } from './clips.js';

/** Dubs a clip and measures the result; writes the film and a contact sheet. */
export async function measureDub(
  clip: Clip,
  { film, sheet }: { film: string; sheet: string },
): Promise<Record<string, string>> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const report = await lipsync({ video: clip.video, audio: clip.audio, output: film });
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const dubbed = await measureMouth(film);
  const source = await measureMouth(clip.video);
  const target = report.target.map(({ opening }) => opening);
  const untouched = report.shown.map((frame) => source.opening[frame]!);
  await contactSheet({ before: clip.video, after: film, output: sheet, columns: 10, shown: report.shown });
  const { analyse, select, render } = report.elapsed;
  return {
    clip: `${clip.name} ${report.width}×${report.height}`,
    'r to target (≥ .95)': matched(dubbed.opening, target).toFixed(3),
    'r untouched': matched(untouched, target).toFixed(3),
    'closures hit (≥ .95)': hits(report.target, dubbed.opening),
    'closures untouched': hits(report.target, untouched),
    'identical outside the mouth % (≥ 98)': (100 * report.identicalBeyondMouth).toFixed(2),
    'of all pixels %': (100 * report.identical).toFixed(2),
    's/s': (wall / report.seconds).toFixed(2),
    'cpu s/s': ((user + system) / 1e6 / report.seconds).toFixed(2),
    'analyse/select/render': [analyse, select, render].map((s) => (s / report.seconds).toFixed(2)).join('/'),
    'peak MB': (process.resourceUsage().maxRSS / 1024).toFixed(0),
  };
}

/** Correlation over the frames that were measured. */
function matched(measured: ArrayLike<number>, target: readonly number[]): number {
  const kept = target.map((_, i) => i).filter((i) => !Number.isNaN(measured[i] ?? Number.NaN));
  return correlation(
    kept.map((i) => measured[i]!),
    kept.map((i) => target[i]!),
  );
}

/** Closures of the lips in the target that the measured mouth also makes, within a frame; closed = 12 % of the widest. */
function hits(target: readonly MouthTarget[], measured: ArrayLike<number>): string {
  const openings = target.map(({ opening }) => opening).sort((a, b) => a - b);
  const shut = 0.12 * openings[Math.floor(openings.length * 0.95)]!;
  let events = 0;
  let hit = 0;
  for (let i = 0; i < target.length; i++) {
    if (!target[i]!.closed || target[i - 1]?.closed) continue;
    let end = i;
    while (target[end + 1]?.closed) end++;
    events++;
    for (let k = i - 1; k <= end + 1; k++) {
      if ((measured[k] ?? 1) >= shut) continue;
      hit++;
      break;
    }
  }
  return `${hit}/${events}`;
}
