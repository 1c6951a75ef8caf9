export { configFromEnv, type PartialConfig } from './config/read.js';
export type { Config } from './config/schema.js';
export { configTable } from './config/table.js';
export { ServerError, type ServerErrorCode } from './errors/server-error.js';
export { type RunningServer, type ServerHooks, startServer } from './start-server.js';
