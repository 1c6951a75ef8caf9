import type { CommandDefinition } from '../../program/definition.js';

export const doctorCommand: CommandDefinition = {
  name: 'doctor',
  summary: 'Check everything that a dub depends on',
  description:
    'Checks Node.js, the configuration, the network, the clock, the answering time of the API, the key, the local service and the disk, and says what to do about what is wrong.',
  examples: [{ run: 'chamelaion doctor', does: 'The first thing to run when something does not work' }],
  load: () => import('./run.js'),
};
