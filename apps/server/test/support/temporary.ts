import { rm } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { makeDirectory } from './databases.js';

/** An empty directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await makeDirectory();
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
