import type { CommandDefinition } from '../../program/definition.js';

export const getCommand: CommandDefinition = {
  name: 'get',
  summary: 'Show a job',
  arguments: [{ name: 'ID', description: 'request id or reference_id' }],
  examples: [
    { run: 'chamelaion get dub-episode-42', does: 'The newest job of that name' },
    { run: 'chamelaion get dub-episode-42 --json', does: 'As JSON' },
  ],
  load: () => import('./run.js'),
};
