import { randomBytes } from 'node:crypto';
import type { Queryable } from '../database/database.js';

/** The key that output links are signed with: made once, the same for every process on this database. */
export async function linkKey(db: Queryable): Promise<string> {
  await db.query(`INSERT INTO chamelaion.settings VALUES ('link_key', $1) ON CONFLICT DO NOTHING`, [
    randomBytes(32).toString('base64url'),
  ]);
  const [row] = await db.query<{ value: string }>(`SELECT value FROM chamelaion.settings WHERE name = 'link_key'`);
  return row!.value;
}
