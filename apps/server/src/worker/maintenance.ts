import { tidy } from '../database/tidy.js';
import type { Service } from '../service.js';
import { requeueLost } from '../store/jobs.js';
import { sweepFiles } from './sweep.js';

const SWEEP_INTERVAL_MS = 600_000;

/** Deletes the inputs of a request that is finished. */
export async function cleanUpRequest({ storage }: Service, requestId: string): Promise<void> {
  for (const input of ['video', 'audio']) await storage.remove(`inputs/${requestId}/${input}`);
}

/** Puts lost jobs back in the queue, removes files that nothing needs and tidies the database, from time to time. */
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
    await tidy(database);
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
