import type { CommandDefinition } from '../../program/definition.js';

export const loginCommand: CommandDefinition = {
  name: 'login',
  summary: 'Store a key, after the service has accepted it',
  description:
    'Asks for a key without showing it, or reads it from stdin, checks it against the service and stores it in a profile that only you can read.',
  examples: [
    { run: 'chamelaion login < key.txt', does: 'The key from a file; without one, it asks' },
    {
      run: 'chamelaion login --profile studio --base-url http://127.0.0.1:4010/api < key.txt',
      does: 'A second service, under a name',
    },
  ],
  load: () => import('./run.js'),
};
