import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { type PartialConfig, withDefaults } from './config/read.js';
import type { Config } from './config/schema.js';
import { ServerError } from './errors/server-error.js';
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
export async function startServer(settings: PartialConfig = {}): Promise<RunningServer> {
  const { url, token, close } = await startParts(settings, { api: true, worker: true });
  return { url: url!, token, close };
}

/** Starts some parts of the service, for processes that share one PostgreSQL. `url` only with the API. */
export async function startParts(
  settings: PartialConfig,
  parts: Parts,
): Promise<{ url: string | undefined; token: string; close(): Promise<void> }> {
  const config = withDefaults({ ...settings, dataDir: resolve(settings.dataDir ?? '.chamelaion') });
  if (!(parts.api && parts.worker) && !config.databaseUrl) {
    throw new ServerError('needs_database_url', 'To run the API and workers apart, set DATABASE_URL to a PostgreSQL.');
  }
  const log = makeLog(config.log);
  const { service, attach, close: closeService } = await openService(config, log);
  const stops: (() => Promise<void>)[] = [closeService];
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
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

type App = Awaited<ReturnType<typeof buildApp>>;

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new ServerError(
      'address_in_use',
      `Port ${port} of ${host} is in use: stop what uses it, or take another port.`,
      {
        cause,
      },
    );
  }
  const address = app.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}/api`;
}

/** Closes the listener; calls in progress get the grace time. */
async function closeApp(app: App, graceSeconds: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceSeconds * 1000);
  await app.close();
  clearTimeout(timer);
}
