import { Option } from 'commander';
import { commandGroups } from '../program/commands.js';
import type { CommandDefinition, OptionDefinition } from '../program/definition.js';
import { globalOptions } from '../program/global-options.js';

/** A flag as a shell needs it. */
export interface OptionShape {
  long: string;
  short: string | undefined;
  description: string;
  takesValue: boolean;
  choices: readonly string[];
  completesFile: boolean;
}

/** A command as a shell needs it. */
export interface CommandShape {
  /** Words that lead to it: `config set`; empty for the program itself. */
  path: string;
  summary: string;
  /** Names of the commands under it. */
  children: readonly string[];
  options: readonly OptionShape[];
  /** Words that its arguments can be. */
  words: readonly string[];
  takesFiles: boolean;
}

/** Every command of the program, the program itself first. */
export async function commandShapes(): Promise<CommandShape[]> {
  const top = commandGroups.flatMap(([, commands]) => commands);
  const globals = globalOptions.map(optionShape);
  const root: CommandShape = {
    path: '',
    summary: 'chamelaion',
    children: [...top.map((command) => command.name), 'help'],
    options: [...globals, flag('--version', 'print the version'), flag('--help', 'print help')],
    words: [],
    takesFiles: false,
  };
  const nested = await Promise.all(top.map((command) => shapesOf(command, '', globals)));
  return [root, ...nested.flat()];
}

async function shapesOf(command: CommandDefinition, parent: string, globals: OptionShape[]): Promise<CommandShape[]> {
  const path = `${parent} ${command.name}`.trim();
  const children = (await command.children?.()) ?? [];
  const shape: CommandShape = {
    path,
    summary: command.summary,
    children: children.map((child) => child.name),
    options: [...(command.options ?? []).map(optionShape), ...globals, flag('--help', 'print help')],
    words: (command.arguments ?? []).flatMap((argument) => argument.choices ?? []),
    takesFiles: (command.arguments ?? []).some((argument) => argument.completes === 'file'),
  };
  const nested = await Promise.all(children.map((child) => shapesOf(child, path, globals)));
  return [shape, ...nested.flat()];
}

function optionShape(definition: OptionDefinition): OptionShape {
  const option = new Option(definition.flags);
  return {
    long: option.long ?? '',
    short: option.short,
    description: definition.description,
    takesValue: option.required || option.optional,
    choices: definition.choices ?? [],
    completesFile: definition.completes === 'file',
  };
}

const flag = (long: string, description: string): OptionShape => ({
  long,
  short: undefined,
  description,
  takesValue: false,
  choices: [],
  completesFile: false,
});
