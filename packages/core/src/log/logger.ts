import { redact } from './redact.js';

const LEVELS = ['off', 'error', 'warn', 'info', 'debug'] as const;

/** How much is logged; each level includes those before it. */
export type LogLevel = (typeof LEVELS)[number];

/** Where the log goes: `console`, or any logger with these methods. */
export interface LogSink {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** The client's own logger: messages are made only when they are wanted, and carry no secret. */
export type Logger = (level: 'error' | 'warn' | 'info' | 'debug', message: () => string) => void;

/** Makes the client's logger; a level that is not known counts as `warn`. Every message passes through `redact`. */
export function createLogger(level: LogLevel = 'warn', sink: LogSink, secrets: (string | null | undefined)[]): Logger {
  const known = LEVELS.indexOf(level);
  const most = known < 0 ? 2 : known;
  return (at, message) => {
    if (LEVELS.indexOf(at) <= most) sink[at](`chamelaion: ${redact(message(), secrets)}`);
  };
}
