import type { CommandDefinition } from '../../program/definition.js';

export const healthCommand: CommandDefinition = {
  name: 'health',
  summary: 'Check that the service answers',
  examples: [{ run: 'chamelaion health', does: 'Needs no key' }],
  load: () => import('./run.js'),
};
