import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { exitCodeMeanings } from '../src/errors/exit-codes.js';
import { commandGroups } from '../src/program/commands.js';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '../src/program/definition.js';
import { globalOptions } from '../src/program/global-options.js';

/** The README that holds the reference between these two lines. */
export const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const BEGIN = '<!-- reference: written by `pnpm --filter @chamelaion/cli reference` from the program -->';
const END = '<!-- end of reference -->';

/** A README with the reference of the program as it is now. */
export async function withReference(text: string): Promise<string> {
  const [before = '', rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  return `${before}${BEGIN}\n\n${await reference()}\n${END}${after}`;
}

async function reference(): Promise<string> {
  const groups = await Promise.all(
    commandGroups.map(async ([, commands]) =>
      (await Promise.all(commands.map((command) => sections(command, 'chamelaion')))).flat(),
    ),
  );
  const globals = ['### Flags of every command', flagTable(globalOptions)];
  const codes = [
    '### Exit codes',
    table(
      ['code', 'meaning'],
      exitCodeMeanings.map(([code, meaning]) => [String(code), meaning]),
    ),
  ];
  return `${[...groups.flat(), ...globals, ...codes].join('\n\n')}\n`;
}

async function sections(command: CommandDefinition, parent: string): Promise<string[]> {
  const name = `${parent} ${command.name}`;
  const children = (await command.children?.()) ?? [];
  const usage = [name, ...(command.arguments ?? []).map(usageOf)].join(' ');
  const parts = [`### \`${usage}\``, `${ended(command.description ?? command.summary)}`];
  if (command.arguments?.length)
    parts.push(
      table(
        ['argument', 'meaning'],
        command.arguments.map((each) => [`\`${each.name}\``, withChoices(each.description, each.choices)]),
      ),
    );
  if (command.options?.length) parts.push(flagTable(command.options));
  if (command.examples.length > 0) {
    parts.push(['```sh', ...command.examples.map(({ run, does }) => `${run}  # ${does}`), '```'].join('\n'));
  }
  const nested = await Promise.all(children.map((child) => sections(child, name)));
  return [...parts, ...nested.flat()];
}

const usageOf = ({ name, required }: ArgumentDefinition): string => (required === false ? `[${name}]` : name);
const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const flagTable = (options: readonly OptionDefinition[]): string =>
  table(
    ['flag', 'meaning'],
    options.map((option) => [
      `\`${option.flags}\``,
      withChoices(option.description, option.choices) + (option.required ? ' (required)' : ''),
    ]),
  );

const withChoices = (description: string, choices: readonly string[] | undefined): string =>
  choices ? `${description.replace(/\.$/, '')}: ${choices.map((choice) => `\`${choice}\``).join(', ')}` : description;

function table(header: string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(readme, await withReference(await readFile(readme, 'utf8')));
}
