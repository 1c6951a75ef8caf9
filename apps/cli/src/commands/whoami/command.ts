import type { CommandDefinition } from '../../program/definition.js';

export const whoamiCommand: CommandDefinition = {
  name: 'whoami',
  summary: 'Show whose key is used, and for which service',
  examples: [{ run: 'chamelaion whoami', does: 'The name of the key, the service, and where both were set' }],
  load: () => import('./run.js'),
};
