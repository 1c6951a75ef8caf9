import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
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

/** Puts an empty embedded database in a data directory, from the one that the build packs. */
export async function seedDatabase(dataDir: string): Promise<void> {
  const template = await readFile(new URL('../../dist/database.tar.gz', import.meta.url));
  const pglite = await PGlite.create({ dataDir: join(dataDir, 'database'), loadDataDir: new Blob([template]) });
  await pglite.close();
  await writeFile(join(dataDir, 'database.created'), '');
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
