import path from 'node:path';
import { quoteWords } from '../program/quote.js';
import type { Session } from '../program/session.js';

/** Where a job's video is to go. */
export interface Target {
  /** Absolute. */
  path: string;
  /** Whether what is there now may be replaced. */
  force: boolean;
}

/** The command that goes on with a job: waits for it, or fetches its video. */
export function resumeCommand(
  session: Session,
  verb: 'wait' | 'download',
  requestId: string,
  target: Target | undefined,
): string {
  const where = target && path.relative(session.context.cwd, target.path);
  const words = target ? ['-o', where || target.path, ...(target.force ? ['--force'] : [])] : [];
  return quoteWords(['chamelaion', verb, requestId, ...words, ...session.sameServiceFlags]);
}
