import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '@chamelaion/server';
import pg from 'pg';

/** Tests that need PostgreSQL run on the server that this names, and are skipped without it. */
export const postgresUrl = process.env['CHAMELAION_TEST_DATABASE_URL'];

/** What to test on: always the embedded database, and PostgreSQL where there is one. */
export const databaseKinds = postgresUrl ? (['embedded', 'PostgreSQL'] as const) : (['embedded'] as const);

/** A database of its own on the test PostgreSQL. */
export async function makePostgresDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: postgresUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(postgresUrl!);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/test-databases/', import.meta.url));

/** Puts an empty, migrated embedded database in a data directory: a copy of one that each build makes once. */
export async function seedDatabase(dataDir: string): Promise<void> {
  const { mtimeMs } = await stat(new URL('../../dist/index.js', import.meta.url));
  const template = join(cache, String(Math.round(mtimeMs)));
  if (!existsSync(template)) await makeTemplate(template);
  await cp(join(template, 'database'), join(dataDir, 'database'), { recursive: true });
}

/** Made aside and moved into place, as several test files may do this at once. */
async function makeTemplate(template: string): Promise<void> {
  const made = `${template}.${process.pid}`;
  await mkdir(made, { recursive: true });
  const server = await startServer({ dataDir: made, port: 0, log: 'off' });
  await server.close();
  await rename(made, template).catch(() => rm(made, { recursive: true, force: true }));
}

/** Settings for an empty database of a kind. */
export async function freshDatabase(
  kind: (typeof databaseKinds)[number],
): Promise<{ databaseUrl: string | undefined; drop(): Promise<void> }> {
  if (kind === 'embedded') return { databaseUrl: undefined, drop: async () => {} };
  const { url, drop } = await makePostgresDatabase();
  return { databaseUrl: url, drop };
}

/** An empty directory. */
export async function makeDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'chamelaion-test-'));
}
