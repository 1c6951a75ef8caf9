import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built program. */
export const bin = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));

/** How a run of the program ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** A run that is under way. */
export interface Running {
  ended: Promise<Ended>;
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when what was written so far matches. */
  says(pattern: RegExp): Promise<void>;
}

export interface ProgramOptions {
  cwd: string;
  env?: Record<string, string>;
  input?: string;
  /** Leaves stdin open, as a terminal does. */
  holdInput?: boolean;
}

/** The environment of a run: nothing of the tester's own settings. */
export function cleanEnv(cwd: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: cwd,
    CHAMELAION_CONFIG_DIR: `${cwd}/.config`,
    CHAMELAION_LOG: 'off',
    ...env,
  };
}

/** Starts the built program as a user's shell would, piped. */
export function start(args: string[], { cwd, env, input, holdInput }: ProgramOptions): Running {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: cleanEnv(cwd, env), stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  if (!holdInput) child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 137 : -1), stdout, stderr }));
  });
  const says = async (pattern: RegExp) => {
    while (!pattern.test(stdout + stderr)) {
      await Promise.race([new Promise((resolve) => setTimeout(resolve, 20)), ended]);
      if (child.exitCode !== null && !pattern.test(stdout + stderr))
        throw new Error(`ended without it: ${stdout}${stderr}`);
    }
  };
  return { ended, pid: child.pid as number, kill: (signal) => child.kill(signal), says };
}

/** Runs the built program to its end. */
export const program = (args: string[], options: ProgramOptions): Promise<Ended> => start(args, options).ended;
