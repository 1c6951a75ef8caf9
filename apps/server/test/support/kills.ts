import { randomInt, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Caller, callerOf } from './caller.js';
import { makeDirectory } from './databases.js';
import { engine, type ServerProcess, startProcess } from './process.js';

/** What became of the requests of a run in which processes were killed at random moments. */
export interface KillReport {
  kills: number;
  /** Requests that were answered with 200. */
  accepted: number;
  /** Of those, how many did not end as `completed`. */
  lost: number;
  /** Requests beyond one for each Idempotency-Key, and charges beyond one for each request. */
  doneTwice: number;
  /** Files beyond the outputs that remained in the end. */
  orphans: number;
}

/** How to run it. */
export interface KillOptions {
  kills: number;
  /** PostgreSQL: an API and two workers, one of which is killed each time. Default: embedded, all in one process. */
  databaseUrl?: string;
}

const SECONDS_PER_JOB = 2;
const JOB_MS = 150;
const ORPHAN_SECONDS = 20;

/** Submits without pause while processes are killed and started again, then waits until all is done. */
export async function runKills({ kills, databaseUrl }: KillOptions): Promise<KillReport> {
  const dataDir = await makeDirectory();
  const env: Record<string, string> = {
    CHAMELAION_DATA_DIR: dataDir,
    CHAMELAION_ENGINE_MODULE: engine('slow'),
    CHAMELAION_GENERATE_PER_MINUTE: '1000000',
    CHAMELAION_CONCURRENCY: '2',
    CHAMELAION_LEASE_SECONDS: '5',
    CHAMELAION_ORPHAN_HOURS: String(ORPHAN_SECONDS / 3600),
    CHAMELAION_MAX_ATTEMPTS: '1',
    CHAMELAION_LOG: 'off',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  };
  const roles = databaseUrl ? (['api', 'worker', 'worker'] as const) : (['serve'] as const);
  const processes: ServerProcess[] = [];
  for (const role of roles) processes.push(await startProcess(role, env));
  const address = new URL(processes[0]!.url);
  const caller = callerOf(processes[0]!.url, processes[0]!.token);
  const portEnv = { ...env, CHAMELAION_PORT: address.port };

  const stop = new AbortController();
  const accepted = new Map<string, string>();
  const submitting = submitUntil(stop.signal, caller, accepted);
  for (let kill = 0; kill < kills; kill++) {
    await sleep(randomInt(100, 2_500));
    const victim = randomInt(processes.length);
    await processes[victim]!.end('SIGKILL');
    processes[victim] = await startProcess(roles[victim]!, portEnv);
  }
  stop.abort();
  await submitting;

  const report = await settle(caller, accepted, kills);
  if (databaseUrl) {
    // Processes that share a database clean up by age; the next sweep is that of a worker which starts.
    await sleep(ORPHAN_SECONDS * 1_000);
    processes.push(await startProcess('worker', env));
  }
  report.orphans = await countOrphans(dataDir, accepted.size);
  const charged = await endAndReadCharge(processes, dataDir, databaseUrl);
  report.doneTwice += Math.max(0, Math.round(charged / SECONDS_PER_JOB) - accepted.size);
  await rm(dataDir, { recursive: true, force: true });
  return report;
}

/** Keeps submitting; a call that breaks off is repeated with its Idempotency-Key, as clients do. */
async function submitUntil(signal: AbortSignal, caller: Caller, accepted: Map<string, string>): Promise<void> {
  while (!signal.aborted) {
    const key = randomUUID();
    for (;;) {
      try {
        accepted.set(key, await caller.submit({ ms: JOB_MS }, { 'idempotency-key': key }));
        break;
      } catch {
        await sleep(100);
      }
    }
    await sleep(150);
  }
}

async function settle(caller: Caller, accepted: Map<string, string>, kills: number): Promise<KillReport> {
  let lost = 0;
  for (const id of accepted.values()) {
    const request = await caller.finished(id, 180_000).catch(() => undefined);
    if (request?.status !== 'completed') lost++;
  }
  const { total } = (await caller.list('?limit=1')).pagination;
  return { kills, accepted: accepted.size, lost, doneTwice: total - accepted.size, orphans: 0 };
}

/** Files beyond one output for each request, once what is being cleaned up is gone. */
async function countOrphans(dataDir: string, outputs: number): Promise<number> {
  let orphans = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 50 && orphans !== 0; tries++) {
    await sleep(100);
    orphans = Math.abs((await countFiles(join(dataDir, 'files'))) - outputs);
    orphans += await countFiles(join(dataDir, 'work'));
  }
  return orphans;
}

async function countFiles(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/** Seconds of video that were charged in all. */
async function endAndReadCharge(processes: ServerProcess[], dataDir: string, databaseUrl: string | undefined) {
  for (const running of processes) await running.end('SIGTERM');
  const sql = 'SELECT sum(used_seconds)::float8 AS used FROM chamelaion.tokens';
  if (databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return Number(rows[0].used);
  }
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create({ dataDir: join(dataDir, 'database') });
  const { rows } = await pglite.query<{ used: number }>(sql);
  await pglite.close();
  return rows[0]!.used;
}
