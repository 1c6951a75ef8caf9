import type { CommandDefinition } from '../../program/definition.js';

export const apiCommand: CommandDefinition = {
  name: 'api',
  summary: 'Call any operation of the API and print its answer',
  description: 'Calls any operation of the API with a flag for each of its parameters, and prints the answer as JSON.',
  examples: [{ run: 'chamelaion api lipsync.requests list --limit 1', does: 'An operation as the client names it' }],
  children: async () => (await import('./operations.js')).operationCommands(),
};
