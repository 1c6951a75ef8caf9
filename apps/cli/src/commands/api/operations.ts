import path from 'node:path';
import type { ApiCommand, ApiFlag } from '../../api/api-command.js';
import { apiCommands } from '../../api/commands.gen.js';
import { exitCodes } from '../../errors/exit-codes.js';
import type { CommandDefinition, Example, OptionDefinition, Run } from '../../program/definition.js';
import { parseJson, wholeNumber } from '../../program/parsers.js';
import { quoteWords } from '../../program/quote.js';

/** `api RESOURCE METHOD` for every operation of the contract. */
export function operationCommands(): CommandDefinition[] {
  const resources = [...new Set(apiCommands.map((command) => command.resource))];
  return resources.map((resource) => {
    const commands = apiCommands.filter((command) => command.resource === resource);
    return {
      name: resource,
      summary: `Methods: ${commands.map((command) => command.method).join(', ')}`,
      examples: commands.slice(0, 1).map(exampleOf),
      children: async () => commands.map(operationCommand),
    };
  });
}

function operationCommand(command: ApiCommand): CommandDefinition {
  const options = command.flags.map(optionOf);
  return {
    name: command.method,
    summary: command.summary,
    description: `${command.summary}. ${command.description}`,
    options,
    examples: [exampleOf(command)],
    load: async () => ({ run: runner(command) }),
  };
}

/** The command with a value for each flag that it needs. */
function exampleOf(command: ApiCommand): Example {
  const words = command.flags.filter((flag) => flag.required).flatMap((flag) => [flag.flag, sampleOf(flag)]);
  return { run: quoteWords(['chamelaion', 'api', command.resource, command.method, ...words]), does: command.summary };
}

function sampleOf({ kind, name, example }: ApiFlag): string {
  if (example !== null) return example;
  if (kind === 'file') return name === 'video' ? 'episode.mp4' : 'voice.wav';
  return kind === 'string' ? 'dub-episode-42' : '1';
}

function optionOf(flag: ApiFlag): OptionDefinition {
  const value =
    flag.kind === 'boolean'
      ? '[true|false]'
      : `<${flag.kind === 'file' ? 'file' : flag.kind === 'json' ? 'json' : 'value'}>`;
  const parse = { integer: wholeNumber(0), json: parseJson, boolean: undefined, string: undefined, file: undefined }[
    flag.kind
  ];
  const choices = flag.kind === 'boolean' ? ['true', 'false'] : flag.choices;
  return {
    flags: `${flag.flag} ${value}`,
    description: flag.description,
    required: flag.required,
    ...(parse && { parse }),
    ...(choices && { choices }),
    ...(flag.kind === 'file' && { completes: 'file' as const }),
  };
}

function runner(command: ApiCommand): Run<Record<string, unknown>> {
  return async (session, _args, options) => {
    const input = { path: {}, query: {}, body: {}, options: { signal: session.context.signal } };
    for (const flag of command.flags) {
      const value = options[camel(flag.flag)];
      if (value !== undefined)
        Object.assign(input[flag.in], { [flag.name]: wireValue(flag, value, session.context.cwd) });
    }
    const client = await (command.auth ? session.client() : session.keylessClient());
    const answer = await command.run(client, input);
    session.output.data(JSON.stringify(wireForm(command, answer), null, 2));
    return exitCodes.done;
  };
}

function wireValue(flag: ApiFlag, value: unknown, cwd: string): unknown {
  if (flag.kind === 'boolean') return value !== 'false';
  return flag.kind === 'file' ? path.resolve(cwd, String(value)) : value;
}

/** What the API answered, without what the client adds to a page. */
function wireForm(command: ApiCommand, answer: unknown): unknown {
  if (command.method !== 'list') return answer;
  const { data, pagination } = answer as { data: unknown; pagination: unknown };
  return { data, pagination };
}

/** `--reference-id` as commander stores it: `referenceId`. */
const camel = (flag: string): string => flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
