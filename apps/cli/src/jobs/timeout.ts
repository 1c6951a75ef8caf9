import { parseDuration } from '../program/parsers.js';
import type { Session } from '../program/session.js';

const DEFAULT_MS = 600_000;

/** How long to wait: the flag, else the profile's `timeout`, else ten minutes. */
export async function timeoutMs(session: Session, flag: number | undefined): Promise<number> {
  if (flag !== undefined) return flag;
  const { profile } = await session.settings();
  return profile.timeout === undefined ? DEFAULT_MS : parseDuration(profile.timeout);
}
