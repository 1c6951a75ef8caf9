import type { CommandDefinition } from '../../program/definition.js';
import { forceOption, outputOption } from '../shared-options.js';

export const downloadCommand: CommandDefinition = {
  name: 'download',
  summary: 'Download the video of a completed job',
  description:
    'Downloads the video of a completed job, going on where an earlier download stopped. Without -o it is named after the job.',
  arguments: [{ name: 'ID', description: 'request id or reference_id' }],
  options: [outputOption, forceOption],
  examples: [{ run: 'chamelaion download dub-episode-42 -o finished.mp4', does: 'By the name you gave the job' }],
  load: () => import('./run.js'),
};
