import type { CommandDefinition } from '../../program/definition.js';

export const logoutCommand: CommandDefinition = {
  name: 'logout',
  summary: 'Forget the stored key of a profile',
  examples: [{ run: 'chamelaion logout', does: 'Its other settings stay' }],
  load: () => import('./run.js'),
};
