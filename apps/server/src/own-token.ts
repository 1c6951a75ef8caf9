import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from './database/database.js';
import { ServerError } from './errors/server-error.js';
import { createToken, newSecret } from './store/tokens.js';

/**
 * The server's own token: made on first start and kept in the file `token` of the data directory, which only its
 * owner may read. The database holds its hash.
 */
export async function ownToken(db: Queryable, dataDir: string): Promise<string> {
  const path = join(dataDir, 'token');
  const secret = (await readSecret(path)) ?? (await makeSecret(path));
  await createToken(db, { name: 'Local token', account: 'local', secret });
  return secret;
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    return secret === '' ? undefined : secret;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ServerError('data_dir_unusable', `The file ${path} cannot be read.`, { cause });
  }
}

/** Of processes that start together on one directory, the first gives the token to all. */
async function makeSecret(path: string): Promise<string> {
  const secret = newSecret();
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await writeFile(unfinished, `${secret}\n`, { mode: 0o600, flush: true });
    await link(unfinished, path).catch(async () => {
      if (!(await readSecret(path))) await rename(unfinished, path);
    });
  } finally {
    await rm(unfinished, { force: true });
  }
  return (await readSecret(path)) ?? secret;
}
