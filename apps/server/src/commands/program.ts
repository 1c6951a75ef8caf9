import { Command } from 'commander';
import { configFromEnv } from '../config/read.js';
import type { Parts } from '../start-server.js';
import { version } from '../version.js';
import type { ServeFlags } from './serve.js';
import { addTokenCommands } from './tokens.js';

/** The command line of `chamelaion-server`. Settings come from environment variables; a few have flags too. */
export function makeProgram(): Command {
  const program = new Command('chamelaion-server')
    .description('The Chamelaion lip sync API on your own machine.')
    .version(version);
  const add = (name: string, about: string, parts: Parts) =>
    program
      .command(name, name === 'serve' ? { isDefault: true } : {})
      .description(about)
      .option('--port <number>', 'port to listen on; 0 takes a free one')
      .option('--data-dir <directory>', 'where files and the embedded database are kept')
      .option('--json', 'print one line of JSON once ready')
      .action(async (flags: ServeFlags) => {
        const { runParts } = await import('./serve.js');
        await runParts(configFromEnv(process.env), flags, parts);
      });
  add('serve', 'run the API and a worker', { api: true, worker: true });
  add('api', 'run the API alone (needs DATABASE_URL)', { api: true, worker: false });
  add('worker', 'run a worker alone (needs DATABASE_URL)', { api: false, worker: true });
  addTokenCommands(program);
  return program;
}
