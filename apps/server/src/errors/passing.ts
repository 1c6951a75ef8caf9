/** Codes of failures that pass: no database or storage, no disk space, too many open files, two transactions at odds. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EROFS',
  'ESTALE',
  'EMFILE',
  'ENFILE',
  'EAGAIN',
  'ENOMEM',
  'storage_failed',
  'disk_full',
  'engine_unable',
  'database_unreachable',
  '25006', // only reads: the database is changing places with its replica
  '40001', // serialization failure
  '40P01', // deadlock
  '53000', // out of file descriptors
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
  '58030', // I/O error
]);

const MESSAGES = /connection terminated|query read timeout|timeout exceeded when trying to connect|PGlite is clos/i;

/** Whether a failure is of the surroundings, so that the same thing may work later. */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return PASSING.has(String(code)) || MESSAGES.test(String(message));
}
