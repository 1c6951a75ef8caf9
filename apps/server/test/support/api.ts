import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { type PartialConfig, withDefaults } from '../../src/config/read.js';
import type { Database } from '../../src/database/database.js';
import { buildApp } from '../../src/http/app.js';
import { makeLog } from '../../src/log.js';
import { openService } from '../../src/open-service.js';
import type { Service } from '../../src/service.js';
import { createToken, type NewToken } from '../../src/store/tokens.js';
import { type databaseKinds, freshDatabase, makeDirectory, seedDatabase } from './databases.js';

/** The API over real HTTP on a real database, without a worker: nothing advances by itself. */
export interface TestApi {
  origin: string;
  service: Service;
  database: Database;
  /** Makes every query of the API fail with this error, until set to undefined. */
  failWith(error: Error | undefined): void;
  /** How long a connection may be idle. */
  setIdleMs(ms: number): void;
  newToken(init?: Partial<NewToken>): Promise<{ id: string; account: string; secret: string }>;
  close(): Promise<void>;
}

/** Starts the API on an empty database. */
export async function startApi(
  kind: (typeof databaseKinds)[number] = 'embedded',
  settings: PartialConfig = {},
): Promise<TestApi> {
  const dataDir = await makeDirectory();
  if (kind === 'embedded') await seedDatabase(dataDir);
  const { databaseUrl, drop } = await freshDatabase(kind);
  const config = withDefaults({ dataDir, databaseUrl, log: 'off', ...settings });
  const opened = await openService(config, makeLog(config.log));
  const { service } = opened;
  const database = service.database;
  let fault: Error | undefined;
  service.database = {
    ...database,
    query: (sql, params) => (fault ? Promise.reject(fault) : database.query(sql, params)),
    transaction: (work) => (fault ? Promise.reject(fault) : database.transaction(work)),
  };
  const app = await buildApp(service);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  opened.attach({ baseUrl: `${origin}/api` });
  return {
    origin,
    service,
    database,
    failWith(error) {
      fault = error;
    },
    setIdleMs(ms) {
      app.server.timeout = ms;
    },
    async newToken(init = {}) {
      const created = await createToken(database, { name: 'My API Token', ...init });
      return { ...created!.token, secret: created!.secret };
    },
    async close() {
      await app.close();
      await opened.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
