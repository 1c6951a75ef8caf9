import { dataDir } from '../../config/paths.js';
import { exitCodes } from '../../errors/exit-codes.js';
import { announce, livingLeases, withdraw } from '../../local/running.js';
import { loadServer } from '../../local/server-package.js';
import { Stage } from '../../output/stage.js';
import type { Run } from '../../program/definition.js';
import type { Session } from '../../program/session.js';

const LEASE_POLL_MS = 300;
/** Looks at which nobody used it before it stops: a command that takes over has time to say so. */
const UNUSED_LOOKS = 3;

interface ServeOptions {
  port?: number;
  host?: string;
  whileUsed?: boolean;
}

export const run: Run<ServeOptions> = async (session, _args, options) => {
  const { context, output, globals } = session;
  const directory = dataDir(context, globals.dataDir);
  const { startServer, configFromEnv } = await loadServer();
  const settings = configFromEnv(context.env);
  const config = {
    ...settings,
    dataDir: directory,
    ...(options.port !== undefined && { port: options.port }),
    ...(options.host !== undefined && { host: options.host }),
  };
  const onJob = (line: string) => output.note(line);
  const stage = new Stage(output, context.clock, 'Starting the service');
  const server = await startServer(config, settings.log === undefined ? { onJob } : {}).finally(() => stage.end());
  try {
    await announce(directory, { url: server.url, token: server.token, pid: process.pid });
    output.item({ url: server.url, token: server.token }, () => `Listening on ${server.url}`);
    if (!output.json) {
      output.note(`Page:  ${new URL('/', server.url)}`);
      output.note(`Key:   ${server.token}`);
      output.note(`Files: ${directory}`);
      output.note(`Use:   export CHAMELAION_BASE_URL=${server.url} CHAMELAION_API_KEY=${server.token}`);
      output.note('Stop with Ctrl-C.');
    }
    await (options.whileUsed ? untilUnused(session, directory) : untilInterrupted(context.signal));
  } finally {
    await withdraw(directory);
    await server.close();
  }
  return exitCodes.done;
};

/** Resolves when the user interrupts; holds the process until then. */
async function untilInterrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function untilUnused({ context }: Session, directory: string): Promise<void> {
  for (let unused = 0; unused < UNUSED_LOOKS && !context.signal.aborted; ) {
    unused = (await livingLeases(directory)) === 0 ? unused + 1 : 0;
    await context.clock.sleep(LEASE_POLL_MS, context.signal).catch(() => {});
  }
}
