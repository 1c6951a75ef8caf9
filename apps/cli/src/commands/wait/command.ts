import type { CommandDefinition } from '../../program/definition.js';
import { forceOption, outputOption, timeoutOption } from '../shared-options.js';

export const waitCommand: CommandDefinition = {
  name: 'wait',
  summary: 'Wait for a job, and download its video where -o is given',
  arguments: [{ name: 'ID', description: 'request id or reference_id' }],
  options: [outputOption, forceOption, timeoutOption],
  examples: [
    { run: 'chamelaion wait dub-episode-42', does: 'Until it is done, ten minutes at most' },
    { run: 'chamelaion wait dub-episode-42 --timeout 2h -o episode-42.mp4', does: 'Longer, and download the video' },
  ],
  load: () => import('./run.js'),
};
