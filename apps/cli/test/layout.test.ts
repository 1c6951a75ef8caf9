import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Output } from '../src/output/output.js';
import { Stage } from '../src/output/stage.js';
import { formatTable } from '../src/output/table.js';
import { displayWidth } from '../src/output/width.js';

const ID = '3ded53c0-ac5c-4a1f-a467-d9aa44e5ce03';

describe('a table', () => {
  it('cuts its last columns where the terminal is narrow, and never an id that is to be copied', () => {
    const rows = [[ID, 'episode-42-japanese', 'the voice is silent: use a recording in which somebody speaks']];
    const lines = formatTable(['REQUEST', 'REFERENCE', 'ERROR'], rows, { columns: 60, whole: ['REQUEST'] });
    expect(lines[1]).toMatch(new RegExp(`^${ID} {2}episode-\\S+… {2}the voi…$`));
    expect(displayWidth(lines[1] as string)).toBeLessThanOrEqual(60);
  });
});

describe('the progress of a transfer', () => {
  it.each([60, 80, 120])('shows rate and time left on a terminal of %i columns', (columns) => {
    let now = 0;
    let draw = () => {};
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns });
    const clock = {
      now: () => now,
      sleep: async () => {},
      every: (_ms: number, callback: () => void) => {
        draw = callback;
        return () => {};
      },
    };
    const output = new Output(
      { stdout: new PassThrough(), stderr, env: { NO_COLOR: '1' } },
      { json: false, quiet: false, color: false },
    );
    const stage = new Stage(output, clock, 'Uploading season-1-episode-42.mp4 and season-1-episode-42-japanese.wav');
    for (let step = 1; step <= 4; step += 1) {
      now = step * 1000;
      stage.transferred(step * 50_000_000, 2_000_000_000);
    }
    stderr.read();
    draw();
    const line = String(stderr.read()).split('\u001b[J').at(-1) as string;
    expect(line).toMatch(/^Uploading s.*10% {2}200 MB of 2\.0 GB {2}.*MB\/s {2}ETA \d/);
    expect(displayWidth(line)).toBeLessThanOrEqual(columns - 3);
  });
});
