import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makePostgresDatabase, postgresUrl } from '../../apps/server/test/support/databases.js';
import { fuzz } from '../../apps/server/test/support/fuzz.js';
import { type KillReport, runKills } from '../../apps/server/test/support/kills.js';
import { engine, type ServerProcess, startProcess } from '../../apps/server/test/support/process.js';
import { printTable } from './print/table.js';
import { measureBacklog } from './server/backlog.js';
import { startBare, withDirectory } from './server/processes.js';
import { measureGets } from './server/throughput.js';
import { measureUploads } from './server/uploads.js';

const UPLOAD_MB = 1_024;
const BACKLOG = 10_000;
const FUZZ_CALLS = 10_000;
const KILLS = 20;
const PEAK_MB_BAR = 120;

const ms = (value: number) => `${value.toFixed(2)} ms`;
const times = (value: number) => `${value.toFixed(2)}×`;

const sections: Record<string, (scale: number) => Promise<boolean>> = {
  starts: () => withDirectory(measureStarts),
  reads: () => withServer(compareGets),
  uploads: (scale) => withServer((server) => compareUploads(server, UPLOAD_MB * scale)),
  fuzzing: (scale) => withServer((server) => showFuzzing(server, FUZZ_CALLS * scale)),
  backlog: (scale) => withServer((server) => showBacklog(server, BACKLOG * scale)),
  kills: (scale) => showKills(KILLS * scale),
};

/**
 * Prints what the server can do and survives; `false` when a bar is missed.
 *
 * @param args names of sections, all by default; `--quick` takes a tenth of everything
 */
export async function run(args: readonly string[] = []): Promise<boolean> {
  const scale = args.includes('--quick') ? 0.1 : 1;
  const named = Object.keys(sections).filter((name) => args.includes(name));
  const isGood: boolean[] = [];
  for (const name of named.length > 0 ? named : Object.keys(sections)) isGood.push(await sections[name]!(scale));
  return isGood.every(Boolean);
}

/** Runs something on a server that was started again, as making a database leaves memory behind. */
async function withServer(work: (server: ServerProcess) => Promise<boolean>): Promise<boolean> {
  return withDirectory(async (directory) => {
    await (await start(directory)).end('SIGTERM');
    const server = await start(directory);
    try {
      return await work(server);
    } finally {
      await server.end('SIGKILL');
    }
  });
}

const start = (directory: string): Promise<ServerProcess> =>
  startProcess('serve', {
    CHAMELAION_DATA_DIR: path.join(directory, 'data'),
    CHAMELAION_ENGINE_MODULE: engine('slow'),
    CHAMELAION_GENERATE_PER_MINUTE: '10000000',
    CHAMELAION_MAX_ATTEMPTS: '1',
    CHAMELAION_LOG: 'off',
  });

async function measureStarts(directory: string): Promise<boolean> {
  const timed = async () => {
    const startedAt = performance.now();
    const server = await start(directory);
    const seconds = (performance.now() - startedAt) / 1_000;
    await server.end('SIGTERM');
    return `${seconds.toFixed(1)} s`;
  };
  printTable('Start-up, until the first call is answered', [
    { 'empty data directory': await timed(), 'the same again': await timed() },
  ]);
  return true;
}

async function compareGets({ url, token, caller }: ServerProcess): Promise<boolean> {
  const bare = await startBare('fastify');
  const id = await caller.submit({ ms: 0 });
  await caller.finished(id);
  const headers = { 'x-api-key': token };
  const routes = {
    'bare Fastify route': { url: bare.url, headers },
    '/health': { url: `${url}/health`, headers },
    '/v1/users/me': { url: `${url}/v1/users/me`, headers },
    '/v1/lipsync/requests/ID': { url: `${url}/v1/lipsync/requests/${id}`, headers },
  };
  const measured = await measureGets(Object.values(routes), 10, 500);
  const base = measured[0]!;
  printTable(
    'Reading, 8 connections, embedded database',
    Object.keys(routes).map((route, index) => {
      const { perSecond, p50Ms } = measured[index]!;
      return {
        GET: route,
        'per second': perSecond.toFixed(0),
        p50: ms(p50Ms),
        'throughput to bare': times(perSecond / base.perSecond),
        'p50 to bare': times(p50Ms / base.p50Ms),
      };
    }),
  );
  bare.child.kill();
  return true;
}

async function compareUploads({ child, url, token }: ServerProcess, megabytes: number) {
  // Each into a directory of its own that is gone before the next, which else would wait for its writing too.
  const bare = (...flush: string[]) =>
    withDirectory(async (target) => {
      const { child, url } = await startBare('writer', target, ...flush);
      const cost = await measureUploads(child.pid!, url, {}, megabytes);
      child.kill();
      return cost;
    });
  const base = await bare();
  const flushed = await bare('flush');
  const target = `${url}/v1/lipsync/generate-with-media`;
  const ours = await measureUploads(child.pid!, target, { 'x-api-key': token }, megabytes);
  const row = (what: string, cost: typeof ours) => ({
    receiver: what,
    seconds: cost.seconds.toFixed(2),
    'peak above idle': `${cost.peakMb.toFixed(0)} MB`,
    'time to bare': times(cost.seconds / base.seconds),
    'to bare, flushed': times(cost.seconds / flushed.seconds),
  });
  printTable(`Two uploads of ${megabytes} MiB at once`, [
    row('bare node:http, not flushed to the disk', base),
    row('bare node:http, flushed to the disk', flushed),
    row('generate-with-media, flushed to the disk', ours),
  ]);
  return !(ours.peakMb > PEAK_MB_BAR);
}

async function showFuzzing({ url, token }: ServerProcess, calls: number): Promise<boolean> {
  const counts = await fuzz(new URL(url).origin, token, calls);
  const failures = Object.entries(counts).filter(([status]) => Number(status) >= 500);
  const spread = Object.entries(counts).map(([status, count]) => `${status}: ${count}`);
  printTable('Generated calls', [{ calls: String(calls), '5xx': String(failures.length), answers: spread.join(', ') }]);
  return failures.length === 0;
}

async function showBacklog(server: ServerProcess, count: number): Promise<boolean> {
  await server.caller.submit({ ms: 3_600_000 });
  const backlog = await measureBacklog(server.url, server.token, server.caller, count);
  printTable(`${count} queued requests, embedded database`, [
    {
      'enqueued per second': backlog.enqueuedPerSecond.toFixed(0),
      'list at offset 0, p50': ms(backlog.firstPageP50Ms),
      [`list at offset ${count - 20}, p50`]: ms(backlog.lastPageP50Ms),
    },
  ]);
  return true;
}

async function showKills(kills: number): Promise<boolean> {
  const reports: [string, KillReport][] = [['embedded database, one process', await runKills({ kills })]];
  if (postgresUrl) {
    const { url, drop } = await makePostgresDatabase();
    reports.push(['PostgreSQL, an API and two workers', await runKills({ kills, databaseUrl: url })]);
    await drop();
  } else {
    console.log('\nThe runs on PostgreSQL are skipped: CHAMELAION_TEST_DATABASE_URL is not set.');
  }
  printTable(
    'kill -9 at random moments under load',
    reports.map(([where, { kills, accepted, lost, doneTwice, orphans }]) => ({
      where,
      'kills survived': String(kills),
      'requests accepted': String(accepted),
      lost: String(lost),
      'done twice': String(doneTwice),
      'orphaned files': String(orphans),
    })),
  );
  return reports.every(([, { lost, doneTwice, orphans }]) => lost + doneTwice + orphans === 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!(await run(process.argv.slice(2)))) process.exitCode = 1;
}
