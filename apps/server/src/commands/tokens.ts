import { resolve } from 'node:path';
import { Command } from 'commander';
import { configFromEnv, withDefaults } from '../config/read.js';
import { ServerError } from '../errors/server-error.js';
import { type AdminCommand, type AdminResult, askRunningServer } from './admin.js';

/** Adds `tokens create|list|revoke`. They work while the server runs, too. */
export function addTokenCommands(program: Command): void {
  const tokens = new Command('tokens').description('make, show and revoke API tokens');
  program.addCommand(tokens);

  tokens
    .command('create')
    .description('make a token; its value is shown once')
    .requiredOption('--name <name>', 'display name')
    .option('--account <account>', 'account whose requests it shares (default: one of its own)')
    .option('--budget-seconds <seconds>', 'seconds of video that it may have processed (default: no limit)')
    .option('--token <value>', 'the value itself (default: a random one)')
    .option('--data-dir <directory>', 'data directory of the server')
    .action(async (flags: Record<string, string | undefined>) => {
      const { name, account, budgetSeconds, token: secret } = flags;
      if (secret !== undefined) assertSendable(secret);
      const budget = budgetSeconds === undefined ? undefined : readSeconds(budgetSeconds);
      const token = { name: name!, account, budgetSeconds: budget, secret };
      const result = await carryOut({ do: 'create', token }, flags['dataDir']);
      process.stdout.write(`${result.secret}\n`);
    });

  tokens
    .command('list')
    .description('show every token, one JSON line each')
    .option('--data-dir <directory>', 'data directory of the server')
    .action(async (flags: { dataDir?: string }) => {
      const result = await carryOut({ do: 'list' }, flags.dataDir);
      for (const token of result.tokens) process.stdout.write(`${JSON.stringify(token)}\n`);
    });

  tokens
    .command('revoke <id>')
    .description('make a token invalid at once')
    .option('--data-dir <directory>', 'data directory of the server')
    .action(async (id: string, flags: { dataDir?: string }) => {
      await carryOut({ do: 'revoke', id }, flags.dataDir);
      process.stdout.write(`revoked ${id}\n`);
    });
}

/** Through the server that has the embedded database open, or else on the database itself. */
async function carryOut(command: AdminCommand, dataDir: string | undefined): Promise<AdminResult> {
  const settings = configFromEnv(process.env);
  const config = withDefaults({ ...settings, dataDir: resolve(dataDir ?? settings.dataDir ?? '.chamelaion') });
  const answered = config.databaseUrl ? undefined : await askRunningServer(config.dataDir, command);
  if (answered) return answered;
  const { runOnDatabase } = await import('./on-database.js');
  return runOnDatabase(config, command);
}

/** Refuses a value that could not be sent in a header as it is. */
function assertSendable(secret: string): void {
  if (/^[\x21-\x7e]+$/.test(secret)) return;
  throw new ServerError('invalid_setting', '--token must consist of letters, digits and signs without spaces.');
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && Number.isFinite(seconds)) return seconds;
  throw new ServerError('invalid_setting', `--budget-seconds must be a number of seconds, is ${JSON.stringify(text)}.`);
}
