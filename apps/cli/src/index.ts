export type { ApiClient, ClientOptions } from './context/client.js';
export type { Clock } from './context/clock.js';
export type { Context, InputStream, OutputStream } from './context/context.js';
export { systemContext } from './context/system.js';
export { type ExitCode, exitCodes } from './errors/exit-codes.js';
export { run } from './program/run.js';
