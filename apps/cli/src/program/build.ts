import { Argument, Command, Option } from 'commander';
import { CliError } from '../errors/cli-error.js';
import { exitCodeMeanings } from '../errors/exit-codes.js';
import { commandGroups } from './commands.js';
import type { CommandDefinition, GlobalOptions, OptionDefinition } from './definition.js';
import { globalOptions } from './global-options.js';
import { formatHelp } from './help.js';
import { version } from './version.js';

/** What is called when the command line names a command. */
export type OnCommand = (
  definition: CommandDefinition,
  args: string[],
  options: Record<string, unknown>,
  globals: GlobalOptions,
) => Promise<void>;

/** Where the program writes help and how wide that is. */
export interface HelpTarget {
  write(text: string): void;
  columns: number;
}

/**
 * The program as commander knows it. Commands under a command are loaded only when `words` names their parent;
 * `words` undefined loads all.
 */
export async function buildProgram(
  words: readonly string[] | undefined,
  help: HelpTarget,
  onCommand: OnCommand,
): Promise<Command> {
  const program = new Command('chamelaion')
    .description('Make a speaker’s mouth match a new voice: one video, a folder of episodes, or the whole service.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpCommand(
      new Command('help').argument('[command...]').description('Print help about a command').helpGroup('Shell:'),
    )
    .configureHelp({ showGlobalOptions: true, helpWidth: help.columns, formatHelp })
    .configureOutput({ writeOut: help.write, writeErr: () => {}, outputError: () => {} })
    .exitOverride()
    .addHelpText('after', () => rootFooter());
  for (const option of globalOptions) program.addOption(optionOf(option));
  for (const [heading, definitions] of commandGroups) {
    for (const definition of definitions) {
      const command = await commandOf(definition, words, program, onCommand);
      program.addCommand(command.helpGroup(heading));
    }
  }
  return program;
}

async function commandOf(
  definition: CommandDefinition,
  words: readonly string[] | undefined,
  parent: Command,
  onCommand: OnCommand,
): Promise<Command> {
  const command = new Command(definition.name).copyInheritedSettings(parent).summary(definition.summary);
  command.description(definition.description ?? definition.summary).helpOption('-h, --help', 'print help');
  for (const argument of definition.arguments ?? []) {
    const made = new Argument(
      argument.required === false ? `[${argument.name}]` : `<${argument.name}>`,
      argument.description,
    );
    command.addArgument(argument.choices ? made.choices([...argument.choices]) : made);
  }
  for (const option of definition.options ?? []) command.addOption(optionOf(option));
  if (definition.examples.length > 0) command.addHelpText('after', () => exampleText(definition));
  if (definition.children) {
    command.helpCommand(false);
    if (words === undefined || words.includes(definition.name)) {
      for (const child of await definition.children())
        command.addCommand(await commandOf(child, words, command, onCommand));
    }
  } else {
    command.action(async () => onCommand(definition, command.args, command.opts(), command.optsWithGlobals()));
  }
  return command;
}

function optionOf(definition: OptionDefinition): Option {
  const option = new Option(definition.flags, definition.description);
  if (definition.choices) option.choices([...definition.choices]);
  const { parse } = definition;
  if (parse) option.argParser((text) => naming(option.long ?? definition.flags, () => parse(text)));
  if (definition.required) option.makeOptionMandatory();
  return option;
}

/** Lets an error about a value say which flag it was given to. */
function naming<T>(flag: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!CliError.isInstance(error)) throw error;
    const { code, message, hint, exitCode } = error;
    throw new CliError({ code, message: `${flag}: ${message}`, hint, exitCode });
  }
}

const exampleText = (definition: CommandDefinition): string =>
  ['', 'Examples:', ...definition.examples.map(({ run, does }) => `  # ${does}\n  $ ${run}`)].join('\n');

const rootFooter = (): string =>
  [
    '',
    'Start here:',
    '  $ chamelaion login',
    '  $ chamelaion sync episode.mp4 voice.wav',
    '',
    'Exit codes:',
    ...exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`),
  ].join('\n');
