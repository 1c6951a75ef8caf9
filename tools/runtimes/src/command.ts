import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a program printed and how it ended. */
export interface Outcome {
  code: number;
  printed: string;
  stdout: string;
}

/** Runs a program to its end; never throws for a failure of the program. */
export async function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  const settings = { ...options, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, settings);
    return { code: 0, stdout, printed: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : 1, stdout, printed: stdout + stderr + (error as Error).message };
  }
}
