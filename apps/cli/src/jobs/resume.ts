import path from 'node:path';
import { quoteWords } from '../program/quote.js';
import type { Session } from '../program/session.js';

/** The command that goes on waiting for a job, and fetches its video where one is wanted. */
export function resumeCommand(session: Session, requestId: string, output: string | undefined): string {
  const target = output === undefined ? [] : ['-o', path.relative(session.context.cwd, output) || output];
  return quoteWords(['chamelaion', 'wait', requestId, ...target, ...session.sameServiceFlags]);
}
