import { discard } from '../files/work-area.js';
import type { Service } from '../service.js';
import { forgetOldKeys } from '../store/idempotency.js';
import { isLeased, requeueLost } from '../store/jobs.js';

const SWEEP_INTERVAL_MS = 600_000;

/** Deletes the inputs of a request that is finished. */
export async function cleanUpRequest({ storage }: Service, requestId: string): Promise<void> {
  for (const input of ['video', 'audio']) await storage.remove(`inputs/${requestId}/${input}`);
}

/** Puts lost jobs back in the queue and removes files that nothing needs, at start and from time to time. */
export async function startMaintenance(service: Service): Promise<{ stop(): Promise<void> }> {
  const { database, queue, config, log } = service;
  const requeue = (atStart: boolean) => requeueLost(database, queue, config.leaseSeconds, atStart);
  await requeue(database.exclusive);
  const orphanAgeMs = config.orphanHours * 3_600_000;
  const warn = (error: unknown) => log.warn({ err: error }, 'maintenance');
  await sweepFiles(service, database.exclusive ? 0 : orphanAgeMs).catch(warn);

  const guarded = (task: () => Promise<unknown>) => {
    let current: Promise<unknown> | undefined;
    const run = () => {
      current ??= task()
        .catch(warn)
        .finally(() => {
          current = undefined;
        });
    };
    return { run, settled: async () => void (await current) };
  };
  const requeuing = guarded(async () => {
    if ((await requeue(false)) > 0) service.wakeWorker();
  });
  const sweeping = guarded(() => sweepFiles(service, orphanAgeMs));
  const timers = [
    setInterval(requeuing.run, (config.leaseSeconds * 1000) / 2),
    setInterval(sweeping.run, SWEEP_INTERVAL_MS),
  ];
  return {
    async stop() {
      timers.forEach(clearInterval);
      await requeuing.settled();
      await sweeping.settled();
    },
  };
}

/**
 * Removes outputs past their time, files without a request, and what deaths left in the work area. Files younger than
 * `orphanAgeMs` are left alone: a call may be about to name them.
 */
export async function sweepFiles(service: Service, orphanAgeMs: number): Promise<void> {
  await removeOldOutputs(service);
  await forgetOldKeys(service.database);
  const before = Date.now() - orphanAgeMs;
  await sweepInputs(service, before);
  await sweepOutputs(service, before);
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

async function sweepInputs({ database, storage }: Service, before: number): Promise<void> {
  for await (const { key, modifiedAt } of storage.list('inputs')) {
    if (modifiedAt.getTime() > before) continue;
    const unfinished = await database.query(
      `SELECT 1 AS found FROM chamelaion.requests WHERE id::text = $1 AND status IN ('queued', 'processing')`,
      [key.split('/')[1]],
    );
    if (unfinished.length === 0) await storage.remove(key);
  }
}

async function sweepOutputs({ database, storage }: Service, before: number): Promise<void> {
  for await (const { key, modifiedAt } of storage.list('outputs')) {
    if (modifiedAt.getTime() > before) continue;
    const [, requestId = '', file = ''] = key.split('/');
    const lease = file.replace(/\.mp4$/, '');
    const needed = await database.query(
      `SELECT 1 AS found FROM chamelaion.requests
       WHERE id::text = $1 AND (output_key = $2 OR (lease::text = $3 AND lease_until > now()))`,
      [requestId, key, lease],
    );
    if (needed.length === 0) await storage.remove(key);
  }
}
