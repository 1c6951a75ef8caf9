import type { CommandDefinition } from '../../program/definition.js';
import { wholeNumber } from '../../program/parsers.js';

export const serveCommand: CommandDefinition = {
  name: 'serve',
  summary: 'Run the service on this computer',
  description:
    'Runs the service with its own database until it is interrupted. Its key is made at the first start and stays the same. ' +
    'Needs the package @chamelaion/server beside this program, and takes all of its environment variables.',
  options: [
    {
      flags: '-p, --port <number>',
      description: 'port to listen on, 0 for any free one (default 4010, or CHAMELAION_PORT)',
      parse: wholeNumber(0, 65_535),
    },
    { flags: '--host <address>', description: 'address to listen on (default 127.0.0.1: this computer alone)' },
    { flags: '--while-used', description: 'stop when no command with --local uses it any more' },
  ],
  examples: [
    { run: 'chamelaion serve', does: 'Serve on port 4010, with files in the default place' },
    {
      run: 'chamelaion serve --port 0 --data-dir ./chamelaion-data --json',
      does: 'Any free port; where and with which key, as JSON',
    },
  ],
  load: () => import('./run.js'),
};
