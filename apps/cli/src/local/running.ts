import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeDirectory } from '../config/make-directory.js';

/** A local service that answers: where, with which key, and which process it is. */
export interface Running {
  url: string;
  token: string;
  pid: number;
}

const runningFile = (dataDir: string): string => path.join(dataDir, 'cli', 'running.json');
const leaseDir = (dataDir: string): string => path.join(dataDir, 'cli', 'leases');

/** Notes that a service runs on this data directory; readable by its owner alone, since it holds the key. */
export async function announce(dataDir: string, running: Running): Promise<void> {
  const file = runningFile(dataDir);
  await makeDirectory(path.dirname(file));
  await writeFile(`${file}.${process.pid}`, JSON.stringify(running), { mode: 0o600 });
  await rename(`${file}.${process.pid}`, file);
}

/** The service noted last, which may be gone by now. */
export async function announced(dataDir: string): Promise<Running | undefined> {
  try {
    return JSON.parse(await readFile(runningFile(dataDir), 'utf8')) as Running;
  } catch {
    return undefined;
  }
}

/** Takes the note away if it is of this process. */
export async function withdraw(dataDir: string): Promise<void> {
  if ((await announced(dataDir))?.pid === process.pid) await rm(runningFile(dataDir), { force: true });
}

/** Notes that this process uses the local service; the service stays while anyone does. Returns what ends the use. */
export async function takeLease(dataDir: string): Promise<() => Promise<void>> {
  await makeDirectory(leaseDir(dataDir));
  const lease = path.join(leaseDir(dataDir), String(process.pid));
  await writeFile(lease, '');
  return () => rm(lease, { force: true });
}

/** How many living processes use the local service; the leases of dead ones are removed. */
export async function livingLeases(dataDir: string): Promise<number> {
  const pids = await readdir(leaseDir(dataDir)).catch(() => []);
  let living = 0;
  for (const pid of pids) {
    if (isAlive(Number(pid))) living += 1;
    else await rm(path.join(leaseDir(dataDir), pid), { force: true });
  }
  return living;
}

/** Whether a process exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
