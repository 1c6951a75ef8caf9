import path from 'node:path';
import { build } from 'esbuild';

/** A consumer program as one script for a runtime without modules of its own, with the export conditions of that runtime. */
export async function bundle(folder: string, entry: string, conditions: string[]): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions,
    entryPoints: [path.join(folder, entry)],
    absWorkingDir: folder,
  });
  return outputFiles[0]!.text;
}
