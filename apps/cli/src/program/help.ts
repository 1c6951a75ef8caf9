import { type Command, Help } from 'commander';
import { CliError } from '../errors/cli-error.js';
import { suggest } from './suggest.js';

const FLAGS = /^(Global )?Options:/;

/** A command's help with the commands under it before its flags: what is there comes before how to change it. */
export function formatHelp(command: Command, helper: Help): string {
  const sections = Help.prototype.formatHelp.call(helper, command, helper).trimEnd().split('\n\n');
  const flags = sections.filter((section) => FLAGS.test(section));
  return `${[...sections.filter((section) => !FLAGS.test(section)), ...flags].join('\n\n')}\n`;
}

/** The command that `chamelaion help config set` asks about. */
export function commandNamed(program: Command, names: readonly string[]): Command {
  let command = program;
  for (const name of names.filter((word) => !word.startsWith('-'))) {
    const next = command.commands.find((each) => each.name() === name);
    if (!next) throw unknown(name, command);
    command = next;
  }
  return command;
}

/** Refuses help about a command that does not exist: commander would print the help of the one above. */
export function assertCommand(program: Command, argv: readonly string[]): void {
  if (!argv.includes('--help') && !argv.includes('-h')) return;
  let command = program;
  for (const name of program.parseOptions([...argv]).operands) {
    if (command.commands.length === 0) return;
    command = commandNamed(command, [name]);
  }
}

function unknown(name: string, parent: Command): CliError {
  const names = parent.commands.map((each) => each.name());
  return new CliError({
    code: 'usage',
    message: `Unknown command '${name}'.`,
    hint: suggest(name, names) ?? 'See: chamelaion --help',
  });
}
