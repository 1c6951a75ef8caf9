import type { OptionDefinition } from '../program/definition.js';
import { parseDuration } from '../program/parsers.js';

export const outputOption: OptionDefinition = {
  flags: '-o, --output <file>',
  description: 'where to write the dubbed video',
  completes: 'file',
};

export const forceOption: OptionDefinition = { flags: '-f, --force', description: 'replace the output if it exists' };

export const timeoutOption: OptionDefinition = {
  flags: '--timeout <time>',
  description: 'how long to wait for the job, such as 90s, 15m or 2h (default 10m)',
  parse: parseDuration,
};

/** The flags that say how a job is made. */
export const jobOptions: readonly OptionDefinition[] = [
  {
    flags: '--reference-id <text>',
    description: 'your own name for the job (default: made from the name of the video)',
  },
  { flags: '--max-face', description: 'dub the largest face instead of the one that speaks' },
  { flags: '--model <name>', description: 'lip sync model, for files that are uploaded', choices: ['lipsync-2'] },
];
