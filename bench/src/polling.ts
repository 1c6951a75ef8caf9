import { pathToFileURL } from 'node:url';
import { type BatchWait, durationsOf, simulateAlone, simulateBatch } from './polling/batch.js';
import { policies, simulateWait } from './polling/policies.js';
import { type Survey, surveyOf } from './polling/survey.js';
import { printTable } from './print/table.js';

const DURATIONS_S = [7.3, 83, 605, 3_600];
const SURVEYED_JOBS = 300;
const SEED = 1;

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Prints what waiting costs and how late it is, by policy and for a batch; `false` when a bar is missed. */
export async function run(_args: readonly string[] = []): Promise<boolean> {
  const surveys: Survey[] = [];
  const rows: Record<string, string>[] = [];
  for (const policy of policies) {
    const row: Record<string, string> = { policy: policy.name };
    for (const durationS of DURATIONS_S) {
      const { requests, delayMs } = await simulateWait(policy, durationS * 1_000, SEED);
      row[`${durationS} s`] = `${requests}, +${seconds(delayMs)}`;
    }
    const survey = await surveyOf(policy, SURVEYED_JOBS);
    surveys.push(survey);
    row['mean delay'] = percent(survey.meanDelay);
    row['worst delay'] = percent(survey.worstDelay);
    row['worst, floor aside'] = percent(survey.worstDelayPastFloor);
    row['peak a minute'] = String(survey.peakPerMinute);
    rows.push(row);
  }
  printTable(
    `Waiting for one job: requests and seconds too late, by its duration; delays relative to the duration over ${SURVEYED_JOBS} jobs of 5–1200 s (log-uniform)`,
    rows,
  );

  const durations = durationsOf(1_000, 20 * 60_000, SEED);
  const batch = await simulateBatch(durations, SEED);
  const alone = await simulateAlone(durations, SEED);
  printTable('1 000 jobs that end within 20 minutes', [
    batchRow('waitForMany, budget 60 a minute', batch),
    batchRow('waitForCompletion for each', alone),
  ]);

  const ours = surveys.at(-1)!;
  const at605 = await Promise.all(
    Array.from({ length: 50 }, (_, seed) => simulateWait(policies.at(-1)!, 605_000, seed)),
  );
  const bars: [string, number, number][] = [
    ['most requests at 605 s over 50 runs', Math.max(...at605.map(({ requests }) => requests)), 70],
    ['worst delay, floor aside, in percent', 100 * ours.worstDelayPastFloor, 11],
    ['peak requests a minute', ours.peakPerMinute, 37],
    ['batch: peak requests a minute', batch.peakPerMinute, 60],
    ['batch: jobs not completed', 1_000 - batch.completed, 0],
  ];
  printTable(
    'Bars',
    bars.map(([figure, value, bar]) => ({
      figure,
      value: String(Math.round(value * 10) / 10),
      bar: `≤ ${bar}`,
      holds: value <= bar ? 'yes' : 'NO',
    })),
  );
  return bars.every(([, value, bar]) => value <= bar);
}

function batchRow(way: string, wait: BatchWait): Record<string, string> {
  return {
    way,
    completed: String(wait.completed),
    requests: String(wait.requests),
    'peak a minute': String(wait.peakPerMinute),
    'mean delay': seconds(wait.meanDelayMs),
    'worst delay': seconds(wait.worstDelayMs),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
}
