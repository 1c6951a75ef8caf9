import { type Command, CommanderError } from 'commander';
import type { Context } from '../context/context.js';
import { type ExitCode, exitCodes } from '../errors/exit-codes.js';
import { redact } from '../errors/redact.js';
import { type ErrorReport, reportOf } from '../errors/report.js';
import { Output } from '../output/output.js';
import { buildProgram } from './build.js';
import type { CommandDefinition, GlobalOptions } from './definition.js';
import { assertCommand, commandNamed } from './help.js';
import { Session } from './session.js';

/**
 * Runs one command line and resolves with its exit code; it never throws and never ends the process.
 *
 * @param argv The words after the program's name.
 * @param context The outside world.
 * @example
 * ```ts
 * process.exitCode = await run(['list', '--json'], systemContext(signal));
 * ```
 */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  let session: Session | undefined;
  const help = {
    write: (text: string) => void context.stdout.write(text),
    columns: Math.min(context.stdout.columns ?? 100, 110),
  };
  const onCommand = async (
    definition: CommandDefinition,
    args: string[],
    options: Record<string, unknown>,
    globals: GlobalOptions,
  ) => {
    session = new Session(context, outputOf(context, globals), globals);
    const { run: command } = await (definition.load as NonNullable<typeof definition.load>)();
    exitCode = await command(session, args, options as never);
  };
  const program = await buildProgram(argv, help, onCommand);
  try {
    if (argv.length === 0) program.outputHelp();
    else if (argv[0] === 'help') commandNamed(program, argv.slice(1)).outputHelp();
    else {
      assertCommand(program, argv);
      await program.parseAsync([...argv], { from: 'user' });
    }
  } catch (error) {
    exitCode = await fail(error, argv, program, context, session);
  } finally {
    session?.output.live.clear();
    await session?.close();
  }
  return exitCode;
}

const outputOf = (context: Context, globals: GlobalOptions): Output =>
  new Output(context, {
    json: globals.json === true,
    quiet: globals.quiet === true,
    color: globals.color !== false,
  });

async function fail(
  thrown: unknown,
  argv: readonly string[],
  program: Command,
  context: Context,
  session: Session | undefined,
): Promise<ExitCode> {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
  const interrupted = context.signal.aborted && (thrown as { name?: string }).name !== 'InterruptedError';
  const error = interrupted ? context.signal.reason : thrown;
  const output =
    session?.output ?? outputOf(context, { json: argv.includes('--json'), color: !argv.includes('--no-color') });
  const secrets = (await session?.secrets()) ?? [];
  const { names, command } = named(argv, program);
  if (error instanceof CommanderError && error.code === 'commander.help') return incomplete(command);
  const report = reportOf(error, { commandPath: names.join(' '), baseUrl: await session?.knownBaseUrl() });
  const message = redact(report.message, secrets);
  const hint = redact(report.hint, secrets);
  output.problem(`${output.noteColors.red('✗')} ${message}`);
  for (const line of report.list ?? []) output.problem(redact(`  ${line}`, secrets));
  output.problem(`  ${hint}`);
  if (session?.globals.debug ?? argv.includes('--debug')) {
    const { errorDetails } = await import('../errors/details.js');
    output.problem(redact(errorDetails(thrown).join('\n'), secrets));
  }
  if (output.json) {
    output.data(JSON.stringify({ error: errorDocument({ ...report, message, hint }) }, null, 2));
  }
  return report.exitCode;
}

const errorDocument = ({ code, message, hint, exitCode, list, status, requestId }: ErrorReport) => ({
  code,
  message,
  hint,
  exit_code: exitCode,
  ...(list && { details: list }),
  ...(status && { status }),
  ...(requestId && { request_id: requestId }),
});

/** A command that only groups others was named alone: its help says what is missing. */
function incomplete(command: Command): ExitCode {
  command.outputHelp();
  return exitCodes.usage;
}

/** The command that the words name, and its names as the user would type them. */
function named(argv: readonly string[], program: Command): { names: string[]; command: Command } {
  let command = program;
  const names = [program.name()];
  for (const word of argv) {
    const next = command.commands.find((each) => each.name() === word);
    if (!next) continue;
    names.push(word);
    command = next;
  }
  return { names, command };
}
