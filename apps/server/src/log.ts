import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { Config } from './config/schema.js';

/** JSON lines on stderr. Headers, and so tokens, are never logged. */
export function makeLog(level: Config['log']): FastifyBaseLogger {
  const destination = pino.destination({ fd: 2, sync: true });
  // Lines that cannot be written, to a full disk or a closed pipe, must not end the server.
  destination.on('error', () => undefined);
  return pino({ level: level === 'off' ? 'silent' : level }, destination);
}
