import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { Config } from './config/schema.js';

/** JSON lines on stderr. Headers, and so tokens, are never logged. */
export function makeLog(level: Config['log']): FastifyBaseLogger {
  return pino({ level: level === 'off' ? 'silent' : level }, pino.destination({ fd: 2, sync: true }));
}
