import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from './make-directory.js';

/** Uploads in progress and the files of running jobs: nothing in here outlives what it was made for. */
export interface WorkArea {
  /** A path for an upload that begins. */
  uploadPath(): string;
  /** Makes the directory of a running job. */
  makeJobDirectory(requestId: string, lease: string): Promise<string>;
  /** Everything in it: jobs' directories with whose they are, uploads with none. */
  list(): Promise<WorkEntry[]>;
}

/** One entry of the work area. */
export interface WorkEntry {
  path: string;
  job: { requestId: string; lease: string } | undefined;
  modifiedAt: Date;
}

const JOB_NAME = /^job_([0-9a-f-]{36})_([0-9a-f-]{36})$/;

/** Opens the work area of a data directory. */
export async function openWorkArea(root: string): Promise<WorkArea> {
  await makeDirectory(root);
  return {
    uploadPath: () => join(root, `upload_${randomUUID()}`),
    async makeJobDirectory(requestId, lease) {
      const directory = join(root, `job_${requestId}_${lease}`);
      await mkdir(directory, { recursive: true });
      return directory;
    },
    async list() {
      const entries: WorkEntry[] = [];
      for (const name of await readdir(root)) {
        const path = join(root, name);
        const found = await stat(path).catch(() => undefined);
        if (!found) continue;
        const [, requestId, lease] = JOB_NAME.exec(name) ?? [];
        const job = requestId && lease ? { requestId, lease } : undefined;
        entries.push({ path, job, modifiedAt: found.mtime });
      }
      return entries;
    },
  };
}

/** Removes a file or directory, whatever is in it. */
export const discard = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
