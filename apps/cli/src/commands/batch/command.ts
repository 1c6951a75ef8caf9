import type { CommandDefinition } from '../../program/definition.js';
import { parseDuration, wholeNumber } from '../../program/parsers.js';

export const batchCommand: CommandDefinition = {
  name: 'batch',
  summary: 'Dub every line of a manifest; run it again to go on',
  description:
    'Dubs every line of a manifest: CSV, TSV or JSONL with the columns video, audio and, where wanted, output and reference_id, in any order. ' +
    'Paths are relative to the manifest. A journal beside it records what is sent before it is sent: however a run ends, ' +
    'running the same command again goes on, and sends nothing twice.',
  arguments: [{ name: 'MANIFEST', description: 'CSV, TSV or JSONL file', completes: 'file' }],
  options: [
    {
      flags: '-c, --concurrency <number>',
      description: 'how many jobs are under way at once (default 8)',
      parse: wholeNumber(1, 1000),
    },
    {
      flags: '--requests-per-minute <number>',
      description: 'how many jobs start in a minute (default 60, the limit of the API)',
      parse: wholeNumber(1),
    },
    {
      flags: '--timeout <time>',
      description: 'how long to wait for each job, such as 15m or 2h (default 2h)',
      parse: parseDuration,
    },
    { flags: '--retry-failed', description: 'send the jobs again that failed in an earlier run' },
    { flags: '-f, --force', description: 'replace outputs that exist' },
  ],
  examples: [
    { run: 'chamelaion batch episodes.csv', does: 'A folder of episodes' },
    {
      run: 'chamelaion batch season.jsonl --concurrency 4 --json > summary.json',
      does: 'Four at a time, the summary as JSON',
    },
  ],
  load: () => import('./run.js'),
};
