import type { CommanderError } from 'commander';
import { suggest } from '../program/suggest.js';

const CHOICE = /value '(.*?)' is invalid for (?:argument|option) '(.*?)'\. Allowed choices are (.*)\./;

/** What is said about a command line that commander could not read. */
export function usageText(error: CommanderError, commandPath: string): { message: string; hint: string } {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const choice = CHOICE.exec(first);
  if (choice) {
    const [, given = '', name = '', choices = ''] = choice;
    return {
      message: `${name.replace(/ .*/, '')} cannot be ${JSON.stringify(given)}.`,
      hint: [suggest(given, choices.split(', ')), `Use one of: ${choices}`].filter(Boolean).join(' '),
    };
  }
  const suggestion = /\((Did you mean .+)\)/.exec(rest.join(' '))?.[1];
  return { message: first, hint: suggestion ?? `See: ${commandPath} --help` };
}
