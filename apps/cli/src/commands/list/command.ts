import type { CommandDefinition } from '../../program/definition.js';
import { wholeNumber } from '../../program/parsers.js';

export const listCommand: CommandDefinition = {
  name: 'list',
  summary: 'List jobs, newest first',
  options: [
    { flags: '--reference-id <text>', description: 'only jobs with exactly this reference_id' },
    { flags: '-n, --limit <number>', description: 'how many, up to 100 (default 20)', parse: wholeNumber(1, 100) },
    { flags: '--offset <number>', description: 'how many of the newest to pass over', parse: wholeNumber(0) },
    { flags: '--all', description: 'every job; with --json one line each (NDJSON)' },
  ],
  examples: [
    { run: 'chamelaion list --limit 5', does: 'The latest five' },
    { run: 'chamelaion list --reference-id dub-episode-42', does: 'Every try at one episode' },
    { run: 'chamelaion list --all --json | grep failed | wc -l', does: 'How many jobs ever failed' },
  ],
  load: () => import('./run.js'),
};
