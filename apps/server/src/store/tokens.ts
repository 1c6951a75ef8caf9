import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../database/database.js';

/** An API token as it is stored: its secret only as a hash. */
export interface Token {
  id: string;
  /** Whose requests it sees; several tokens may share an account. */
  account: string;
  /** What `users.getCurrent` shows. */
  name: string;
  /** Seconds of video it may have processed in all; null for no limit. */
  budget_seconds: number | null;
  used_seconds: number;
  created_at: Date;
  revoked_at: Date | null;
}

const COLUMNS = 'id, account, name, budget_seconds, used_seconds, created_at, revoked_at';

/** What a new token is made from. */
export interface NewToken {
  name: string;
  /** Default: an account of its own. */
  account?: string | undefined;
  budgetSeconds?: number | undefined;
  /** The secret itself; default: a random one. */
  secret?: string | undefined;
}

/** A random secret that says what it is for. */
export const newSecret = (): string => `cham_${randomBytes(32).toString('base64url')}`;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Stores a token and gives its secret, which cannot be had again; `null` when that secret exists already. */
export async function createToken(db: Queryable, init: NewToken): Promise<{ token: Token; secret: string } | null> {
  const secret = init.secret ?? newSecret();
  const id = randomUUID();
  const [token] = await db.query<Token>(
    `INSERT INTO chamelaion.tokens (id, account, name, hash, budget_seconds) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (hash) DO NOTHING RETURNING ${COLUMNS}`,
    [id, init.account ?? id, init.name, hashOf(secret), init.budgetSeconds ?? null],
  );
  return token ? { token, secret } : null;
}

/** The token with this secret, revoked ones included. */
export async function findToken(db: Queryable, secret: string): Promise<Token | undefined> {
  const hash = hashOf(secret);
  const [row] = await db.query<Token & { hash: string }>(
    `SELECT ${COLUMNS}, hash FROM chamelaion.tokens WHERE hash = $1`,
    [hash],
  );
  return row && timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash)) ? row : undefined;
}

/** Every token, the oldest first. */
export function listTokens(db: Queryable): Promise<Token[]> {
  return db.query<Token>(`SELECT ${COLUMNS} FROM chamelaion.tokens ORDER BY created_at, id`);
}

/** Revokes a token by its id at once; `undefined` when there is none. */
export async function revokeToken(db: Queryable, id: string): Promise<Token | undefined> {
  const [token] = await db.query<Token>(
    `UPDATE chamelaion.tokens SET revoked_at = COALESCE(revoked_at, now()) WHERE id::text = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  return token;
}

/**
 * Counts a call against a token's minute, which begins with the first call after the last minute ended.
 *
 * @returns 0 when the call may go on, else the seconds until the minute is over
 */
export async function countCall(db: Queryable, tokenId: string, perMinute: number): Promise<number> {
  const [row] = await db.query<{ window_calls: number; seconds_left: number }>(
    `UPDATE chamelaion.tokens SET
       window_calls = CASE WHEN window_started > now() - interval '1 minute' THEN window_calls + 1 ELSE 1 END,
       window_started = CASE WHEN window_started > now() - interval '1 minute' THEN window_started ELSE now() END
     WHERE id = $1
     RETURNING window_calls, 60 - EXTRACT(EPOCH FROM now() - window_started)::float8 AS seconds_left`,
    [tokenId],
  );
  if (!row || row.window_calls <= perMinute) return 0;
  return Math.max(1, Math.ceil(row.seconds_left));
}
