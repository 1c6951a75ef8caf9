import { spawn, spawnSync } from 'node:child_process';
import type { BenchService } from './service.js';

/** Median milliseconds of each command; they take turns, so that what else the computer does befalls all alike. */
export async function medianRun<Name extends string>(
  commands: Record<Name, string[]>,
  runs: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(commands) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = 0; run < runs; run += 1) {
    for (const name of names) {
      const startedAt = performance.now();
      spawnSync(process.execPath, commands[name], { stdio: 'ignore' });
      times[name].push(performance.now() - startedAt);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}

/** Median milliseconds from the start of `sync` to the first line of its progress; the job itself is not waited for. */
export async function firstLineMs(bin: string, service: BenchService, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const output = `${service.folder}/out-${run}.mp4`;
    const startedAt = performance.now();
    const child = spawn(process.execPath, [bin, 'sync', service.video, service.audio, '-o', output], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, CHAMELAION_BASE_URL: service.url, CHAMELAION_API_KEY: service.token },
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stderr.once('data', resolve));
    times.push(performance.now() - startedAt);
    child.kill('SIGKILL');
    await ended;
  }
  return median(times);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
