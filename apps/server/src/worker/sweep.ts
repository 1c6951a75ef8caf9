import type { Queryable } from '../database/database.js';
import { discard } from '../files/work-area.js';
import type { Service } from '../service.js';
import { forgetOldKeys } from '../store/idempotency.js';
import { isLeased } from '../store/jobs.js';

/** How many files the database is asked about at once. */
const BATCH = 500;

/**
 * Removes outputs past their time, files without a request, and what deaths left in the work area. Files younger than
 * `orphanAgeMs` are left alone: a call may be about to name them.
 */
export async function sweepFiles(service: Service, orphanAgeMs: number): Promise<void> {
  await removeOldOutputs(service);
  await forgetOldKeys(service.database);
  const before = Date.now() - orphanAgeMs;
  await sweepStorage(service, 'inputs', before);
  await sweepStorage(service, 'outputs', before);
  for (const entry of await service.work.list()) {
    const old = entry.modifiedAt.getTime() <= before;
    const needed = entry.job ? await isLeased(service.database, entry.job.requestId, entry.job.lease) : !old;
    if (!needed) await discard(entry.path);
  }
}

async function removeOldOutputs({ database, storage, config }: Service): Promise<void> {
  const expired = await database.query<{ id: string; output_key: string }>(
    `SELECT id, output_key FROM chamelaion.requests
     WHERE output_key IS NOT NULL AND finished_at < now() - make_interval(secs => $1)`,
    [config.retentionHours * 3600],
  );
  for (const { id, output_key } of expired) {
    await storage.remove(output_key);
    await database.query('UPDATE chamelaion.requests SET output_key = NULL WHERE id = $1', [id]);
  }
}

async function sweepStorage({ database, storage }: Service, folder: 'inputs' | 'outputs', before: number) {
  let batch: string[] = [];
  const sweepBatch = async () => {
    const needed = await neededFiles(database, batch);
    for (const key of batch) if (!needed.has(key)) await storage.remove(key);
    batch = [];
  };
  for await (const { key, modifiedAt } of storage.list(folder)) {
    if (modifiedAt.getTime() <= before) batch.push(key);
    if (batch.length === BATCH) await sweepBatch();
  }
  await sweepBatch();
}

const OF_A_REQUEST = /^\w+\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\//;

/** Those files that are the inputs of an unfinished request, its output, or what its worker is about to name so. */
async function neededFiles(db: Queryable, keys: string[]): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>(
    `SELECT key FROM unnest($1::text[]) AS file (key)
     JOIN chamelaion.requests ON id = split_part(key, '/', 2)::uuid
     WHERE (key LIKE 'inputs/%' AND status IN ('queued', 'processing')) OR key = output_key
       OR key = 'outputs/' || id || '/' || lease || '.mp4'`,
    [keys.filter((key) => OF_A_REQUEST.test(key))],
  );
  return new Set(rows.map(({ key }) => key));
}
