import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../errors/cli-error.js';
import { makeDirectory } from './make-directory.js';

/** What one profile holds. */
export interface Profile {
  api_key?: string;
  base_url?: string;
  requests_per_minute?: number;
  concurrency?: number;
  timeout?: string;
}

/** The stored configuration. */
export interface Config {
  /** The profile used where none is named. */
  current: string;
  profiles: Record<string, Profile>;
}

/** Reads the configuration; an absent file is an empty one. */
export async function readConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { current: 'default', profiles: {} };
    throw unreadable(file, cause);
  }
  try {
    const parsed = JSON.parse(text) as Partial<Config>;
    return { current: parsed.current ?? 'default', profiles: { ...parsed.profiles } };
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** Replaces the configuration in one step, readable by its owner alone (0600). */
export async function writeConfig(file: string, config: Config): Promise<void> {
  await makeDirectory(path.dirname(file));
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify(config, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

const unreadable = (file: string, cause: unknown): CliError =>
  new CliError({
    code: 'config_unreadable',
    message: `The configuration ${file} cannot be read.`,
    hint: 'Correct the file, or delete it and run: chamelaion login',
    cause,
  });
