import { createHash } from 'node:crypto';
import type { Queryable } from '../database/database.js';
import { ApiError } from '../errors/api-error.js';

/** Remembers which request an Idempotency-Key stood for. */
export interface IdempotencyClaim {
  account: string;
  key: string;
  /** Tells one body from another. */
  fingerprint: string;
  requestId: string;
}

/**
 * Claims a key for a new request, in the transaction that stores it. Two calls at the same moment take turns here.
 *
 * @returns the id of the request that has the key: the new one, or that of an earlier call with the same body
 * @throws ApiError `idempotency_conflict` when another body had the key within 24 hours
 */
export async function claimKey(tx: Queryable, claim: IdempotencyClaim): Promise<string> {
  const { account, fingerprint, requestId } = claim;
  const key = createHash('sha256').update(claim.key).digest('hex');
  const [claimed] = await tx.query(
    `INSERT INTO chamelaion.idempotency_keys AS known (account, key, fingerprint, request_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account, key) DO UPDATE
       SET fingerprint = excluded.fingerprint, request_id = excluded.request_id, created_at = now()
       WHERE known.created_at < now() - interval '24 hours'
     RETURNING request_id`,
    [account, key, fingerprint, requestId],
  );
  if (claimed) return requestId;
  const [known] = await tx.query<{ fingerprint: string; request_id: string }>(
    'SELECT fingerprint, request_id FROM chamelaion.idempotency_keys WHERE account = $1 AND key = $2',
    [account, key],
  );
  if (known?.fingerprint !== fingerprint) throw new ApiError('idempotency_conflict');
  return known.request_id;
}

/** Forgets keys older than 24 hours. */
export async function forgetOldKeys(db: Queryable): Promise<void> {
  await db.query(`DELETE FROM chamelaion.idempotency_keys WHERE created_at < now() - interval '24 hours'`);
}
