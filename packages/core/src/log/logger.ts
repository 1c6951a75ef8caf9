import { redact } from './redact.js';

/** How much is logged; each level includes those before it. */
export type LogLevel = 'off' | 'error' | 'warn' | 'info' | 'debug';

/** Where the log goes: `console`, or any logger with these methods. */
export interface LogSink {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** The client's own logger: messages are made only when they are wanted, and carry no secret. */
export interface Logger {
  warn(message: () => string): void;
  info(message: () => string): void;
  debug(message: () => string): void;
}

const LEVELS: LogLevel[] = ['off', 'error', 'warn', 'info', 'debug'];

/** Whether a text names a level. */
export const isLogLevel = (text: string | undefined): text is LogLevel => LEVELS.includes(text as LogLevel);

/** Makes the client's logger. Every message passes through `redact`. */
export function createLogger(level: LogLevel, sink: LogSink, secrets: string[]): Logger {
  const at = (method: Exclude<LogLevel, 'off' | 'error'>) =>
    LEVELS.indexOf(method) <= LEVELS.indexOf(level)
      ? (message: () => string): void => sink[method](`chamelaion: ${redact(message(), secrets)}`)
      : (): void => {};
  return { warn: at('warn'), info: at('info'), debug: at('debug') };
}
