/** The stages of a dub, in order. */
export type Stage = 'analyse' | 'select' | 'render';

/** How far a dub has come. */
export interface Progress {
  readonly stage: Stage;
  /** Share of this stage that is done, 0..1. */
  readonly stageFraction: number;
  /** Share of the whole that is done, 0..1; never falls. */
  readonly fraction: number;
}

/** Share of the whole time that each stage takes, roughly. */
const SHARES: readonly (readonly [Stage, number])[] = [
  ['analyse', 0.4],
  ['select', 0.08],
  ['render', 0.52],
];

/** Turns the progress of stages into that of the whole. */
export function progressReporter(report?: (progress: Progress) => void): (stage: Stage, done: number) => void {
  let furthest = 0;
  return (stage, done) => {
    if (!report) return;
    const stageFraction = Math.max(0, Math.min(1, done));
    let before = 0;
    for (const [name, share] of SHARES) {
      if (name === stage) {
        furthest = Math.max(furthest, before + share * stageFraction);
        break;
      }
      before += share;
    }
    report({ stage, stageFraction, fraction: Math.min(1, furthest) });
  };
}
