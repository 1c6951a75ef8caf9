import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Database, Queryable } from '../database/database.js';

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

/** Whose token it is: what never changes of it, but for its revocation. */
export type TokenIdentity = Pick<Token, 'id' | 'account' | 'name' | 'revoked_at'>;

/** Whose token has this secret, revoked ones included. Remembered where only this process can revoke it. */
export async function findToken(db: Database, secret: string): Promise<TokenIdentity | undefined> {
  const hash = hashOf(secret);
  const known = db.knownTokens?.get(hash);
  if (known) return known;
  const [row] = await db.query<TokenIdentity & { hash: string }>(
    'SELECT id, account, name, revoked_at, hash FROM chamelaion.tokens WHERE hash = $1',
    [hash],
  );
  if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return undefined;
  db.knownTokens?.set(hash, row);
  return row;
}

/** Every token, the oldest first. */
export function listTokens(db: Queryable): Promise<Token[]> {
  return db.query<Token>(`SELECT ${COLUMNS} FROM chamelaion.tokens ORDER BY created_at, id`);
}

/** Revokes a token by its id at once; `undefined` when there is none. */
export async function revokeToken(db: Database, id: string): Promise<Token | undefined> {
  const [token] = await db.query<Token>(
    `UPDATE chamelaion.tokens SET revoked_at = COALESCE(revoked_at, now()) WHERE id::text = $1 RETURNING ${COLUMNS}`,
    [id],
  );
  db.knownTokens?.clear();
  return token;
}

/** What a token may still do. */
export interface Allowance {
  /** 0 when the call may go on, else the seconds until the token's minute is over. */
  waitSeconds: number;
  /** Whether all the seconds of video that it may have processed are used up. */
  isSpent: boolean;
}

/** Counts a call against a token's minute, which begins with the first call after the last minute ended. */
export async function countCall(db: Queryable, tokenId: string, perMinute: number): Promise<Allowance> {
  const [row] = await db.query<{ window_calls: number; seconds_left: number; spent: boolean }>(
    `UPDATE chamelaion.tokens SET
       window_calls = CASE WHEN window_started > now() - interval '1 minute' THEN window_calls + 1 ELSE 1 END,
       window_started = CASE WHEN window_started > now() - interval '1 minute' THEN window_started ELSE now() END
     WHERE id = $1
     RETURNING window_calls, 60 - EXTRACT(EPOCH FROM now() - window_started)::float8 AS seconds_left,
       COALESCE(used_seconds >= budget_seconds, false) AS spent`,
    [tokenId],
  );
  if (!row) return { waitSeconds: 0, isSpent: false };
  const waitSeconds = row.window_calls <= perMinute ? 0 : Math.max(1, Math.ceil(row.seconds_left));
  return { waitSeconds, isSpent: row.spent };
}
