import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { CliError } from '../errors/cli-error.js';
import { isAlive } from '../local/running.js';

const TAKEOVER_LIMIT_MS = 10_000;

interface Holder {
  pid: number;
  host: string;
  /** When the process started, as the system counts it; tells it from a later process of the same number. */
  started: string;
}

/**
 * Makes sure that one process alone works on a batch. The lock of a process that was killed is taken over at once;
 * one of another computer is respected.
 *
 * @returns what lets go of the lock
 */
export async function takeLock(file: string): Promise<() => Promise<void>> {
  const mine: Holder = { pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  if (!(await createExclusively(file, mine))) {
    const holder = await readHolder(file);
    if (holder && (await isHeld(holder))) throw locked(file, holder);
    await takeOver(file, mine);
  }
  return async () => {
    const holder = await readHolder(file);
    if (holder && isSame(holder, mine)) await rm(file, { force: true });
  };
}

/** Replaces a dead lock. A second file, held for a moment, keeps two processes from doing so at once. */
async function takeOver(file: string, mine: Holder): Promise<void> {
  const gate = `${file}.takeover`;
  const gateFound = await stat(gate).catch(() => undefined);
  if (gateFound && Date.now() - gateFound.mtimeMs > TAKEOVER_LIMIT_MS) await rm(gate, { force: true });
  const holderNow = await readHolder(file);
  if (!(await createExclusively(gate, mine))) throw locked(file, holderNow ?? mine);
  try {
    const holder = await readHolder(file);
    if (holder && (await isHeld(holder))) throw locked(file, holder);
    await writeFile(`${file}.${process.pid}`, JSON.stringify(mine));
    await rename(`${file}.${process.pid}`, file);
  } finally {
    await rm(gate, { force: true });
  }
}

async function createExclusively(file: string, holder: Holder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(holder));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

async function isHeld(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  return isAlive(holder.pid) && (await startOf(holder.pid)) === holder.started;
}

const isSame = (a: Holder, b: Holder): boolean => a.pid === b.pid && a.host === b.host && a.started === b.started;

/** The start time of a process in clock ticks since boot (field 22 of its stat), where the system tells it. */
async function startOf(pid: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const locked = (file: string, holder: Holder): CliError =>
  new CliError({
    code: 'batch_locked',
    message: `Another process works on this batch (process ${holder.pid} on ${holder.host}).`,
    hint: `Wait for it. If that process is gone for certain, delete ${file}`,
  });
