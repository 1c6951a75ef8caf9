import { resolve } from 'node:path';
import { type PartialConfig, withDefaults } from './config/read.js';
import { ServerError } from './errors/server-error.js';
import { closeApp, listen, tryAddress } from './http/address.js';
import { buildApp } from './http/app.js';
import { makeLog } from './log.js';
import { openService } from './open-service.js';
import { ownToken } from './own-token.js';
import { startMaintenance } from './worker/maintenance.js';
import { startWorker } from './worker/worker.js';

/** A running server. */
export interface RunningServer {
  /** Base URL of the API, such as `http://127.0.0.1:4010/api`. */
  url: string;
  /** The server's own token. */
  token: string;
  /** Stops: no new work; running jobs finish or go back in the queue. Resolves when everything is closed. */
  close(): Promise<void>;
}

/** What a server calls back. */
export interface ServerHooks {
  /** Told of each job that starts and ends, in a line for people: its id, how long it took, why it failed. */
  onJob?: (line: string) => void;
}

/** Which parts of the service a process runs. */
export interface Parts {
  api: boolean;
  worker: boolean;
}

/**
 * Starts the whole service in this process: the API and a worker. The engine runs in a process of its own for each job.
 *
 * @param settings what differs from the defaults; environment variables are not read, see `configFromEnv`
 * @throws ServerError `data_dir_in_use`, `data_dir_unusable`, `database_unreachable`, `address_in_use`, `invalid_setting`
 *
 * @example
 * ```ts
 * const server = await startServer({ port: 0, dataDir: './data' });
 * const client = new Chamelaion({ baseURL: server.url, apiKey: server.token });
 * await server.close();
 * ```
 */
export async function startServer(settings: PartialConfig = {}, hooks: ServerHooks = {}): Promise<RunningServer> {
  const { url, token, close } = await startParts(settings, { api: true, worker: true }, hooks);
  return { url: url!, token, close };
}

/** Starts some parts of the service, for processes that share one PostgreSQL. `url` only with the API. */
export async function startParts(
  settings: PartialConfig,
  parts: Parts,
  { onJob }: ServerHooks,
): Promise<{ url: string | undefined; token: string; close(): Promise<void> }> {
  const config = withDefaults({ ...settings, dataDir: resolve(settings.dataDir ?? '.chamelaion') });
  if (!(parts.api && parts.worker) && !config.databaseUrl) {
    throw new ServerError('needs_database_url', 'To run the API and workers apart, set DATABASE_URL to a PostgreSQL.');
  }
  if (parts.api) await tryAddress(config);
  const log = makeLog(config.log);
  const { service, attach, close: closeService } = await openService(config, log, onJob);
  const stops: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    // All at once: the worker takes no new job while calls get their grace time.
    closing ??= Promise.all(stops.map((stop) => stop()))
      .finally(closeService)
      .then(() => undefined);
    return closing;
  };
  try {
    const token = await ownToken(service.database, config.dataDir);
    if (parts.worker) {
      const maintenance = await startMaintenance(service);
      const worker = startWorker(service);
      attach({ wakeWorker: worker.wake });
      stops.push(maintenance.stop, worker.stop);
    }
    let url: string | undefined;
    if (parts.api) {
      const app = await buildApp(service);
      url = await listen(app, config);
      attach({ baseUrl: url });
      stops.push(() => closeApp(app, config.graceSeconds));
    }
    return { url, token, close };
  } catch (error) {
    await close();
    throw error;
  }
}
