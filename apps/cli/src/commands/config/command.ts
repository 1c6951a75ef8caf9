import { fields } from '../../config/fields.js';
import type { CommandDefinition } from '../../program/definition.js';

const settings = fields.map(({ name, description }) => `${name}: ${description}`).join('; ');
const name = { name: 'NAME', description: 'name of the setting', choices: fields.map((field) => field.name) };

const children: readonly CommandDefinition[] = [
  {
    name: 'list',
    summary: 'Show every profile, and what applies now',
    examples: [{ run: 'chamelaion config list', does: 'Keys are not shown' }],
    load: () => import('./list.js'),
  },
  {
    name: 'get',
    summary: 'Print a setting of a profile',
    arguments: [name],
    examples: [{ run: 'chamelaion config get concurrency', does: 'Empty where the default applies' }],
    load: () => import('./get.js'),
  },
  {
    name: 'set',
    summary: 'Change a setting of a profile',
    arguments: [name, { name: 'VALUE', description: 'its new value' }],
    examples: [
      { run: 'chamelaion config set concurrency 8', does: 'For the profile in use' },
      { run: 'chamelaion config set timeout 30m --profile studio', does: 'For another' },
    ],
    load: () => import('./set.js'),
  },
  {
    name: 'unset',
    summary: 'Go back to the default of a setting',
    arguments: [name],
    examples: [{ run: 'chamelaion config unset concurrency', does: 'For the profile in use' }],
    load: () => import('./unset.js'),
  },
  {
    name: 'use',
    summary: 'Choose the profile that is used where none is named',
    arguments: [{ name: 'PROFILE', description: 'name of the profile' }],
    examples: [{ run: 'chamelaion config use studio', does: 'From now on' }],
    load: () => import('./use.js'),
  },
  {
    name: 'path',
    summary: 'Print where the configuration is stored',
    examples: [{ run: 'chamelaion config path', does: 'The file' }],
    load: () => import('./path.js'),
  },
];

export const configCommand: CommandDefinition = {
  name: 'config',
  summary: 'Settings and profiles',
  description: `Settings and profiles. A flag outranks an environment variable, which outranks the profile. Settings: ${settings}.`,
  examples: [{ run: 'chamelaion config list', does: 'What applies, and where it was set' }],
  children: async () => children,
};
