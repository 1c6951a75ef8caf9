import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeDirectory } from '../config/make-directory.js';
import type { Context } from '../context/context.js';
import { CliError } from '../errors/cli-error.js';
import { exitCodes } from '../errors/exit-codes.js';
import type { Output } from '../output/output.js';
import { Stage } from '../output/stage.js';
import { announced, livingLeases, type Running, takeLease } from './running.js';
import { assertServerInstalled } from './server-package.js';

const POLL_MS = 100;
const START_LIMIT_MS = 90_000;
const OTHER_START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 10_000;
const PROBE_LIMIT_MS = 2_000;

/** The local service, in use by this process until released. */
export interface LocalServer extends Running {
  /** Ends the use; a service that was started for this command and that no other uses stops. */
  release(): Promise<void>;
}

/** Uses the service that runs on a data directory, or starts one as a process of its own. */
export async function useLocalServer(context: Context, output: Output, dataDir: string): Promise<LocalServer> {
  assertServerInstalled();
  await makeDirectory(dataDir);
  const endLease = await takeLease(dataDir);
  try {
    const running = await answering(context, dataDir);
    if (running) return { ...running, release: endLease };
    const { exited, ...started } = await start(context, output, dataDir);
    const release = async () => {
      await endLease();
      if (context.signal.aborted || (await livingLeases(dataDir)) > 0) return;
      await Promise.race([exited, context.clock.sleep(STOP_LIMIT_MS)]);
    };
    return { ...started, release };
  } catch (error) {
    await endLease();
    throw error;
  }
}

async function start(context: Context, output: Output, dataDir: string): Promise<Running & { exited: Promise<void> }> {
  const log = path.join(dataDir, 'cli', 'server.log');
  const stage = new Stage(output, context.clock, 'Starting the local service');
  const child = context.spawnSelf(['serve', '--data-dir', dataDir, '--port', '0', '--while-used', '--quiet'], log);
  let goneAt: number | undefined;
  void child.exited.then(() => {
    goneAt = context.clock.now();
  });
  try {
    const deadline = context.clock.now() + START_LIMIT_MS;
    while (context.clock.now() < deadline) {
      const running = await answering(context, dataDir);
      if (running) {
        stage.done(`Local service ready`);
        return { ...running, exited: child.exited };
      }
      if (goneAt !== undefined && !(await mayBeAnothers(dataDir, log, context.clock.now() - goneAt))) break;
      await context.clock.sleep(POLL_MS, context.signal);
    }
  } finally {
    stage.end();
  }
  throw new CliError({
    code: 'local_start_failed',
    message: `The local service did not start: ${await lastWords(log)}`,
    hint: `See ${log}, or run it by hand: chamelaion serve --data-dir ${dataDir}`,
    exitCode: exitCodes.failed,
  });
}

/** Whether another command was first to start the service, which is then about to answer. */
async function mayBeAnothers(dataDir: string, log: string, sinceMs: number): Promise<boolean> {
  if (!/in use/.test(await lastWords(log))) return false;
  return sinceMs < OTHER_START_LIMIT_MS || (await livingLeases(dataDir)) > 1;
}

/** The service noted for the data directory, if it answers to its key. */
async function answering(context: Context, dataDir: string): Promise<Running | undefined> {
  const running = await announced(dataDir);
  if (!running) return undefined;
  try {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(PROBE_LIMIT_MS)]);
    const response = await context.fetch(`${running.url}/v1/users/me`, {
      headers: { 'x-api-key': running.token },
      signal,
    });
    await response.body?.cancel();
    return response.ok ? running : undefined;
  } catch {
    context.signal.throwIfAborted();
    return undefined;
  }
}

async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const line = text
    .split('\n')
    .filter((each) => each.startsWith('✗'))
    .at(-1);
  return line?.replace(/^✗\s*/, '') ?? 'it ended without a word.';
}
