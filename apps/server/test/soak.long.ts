import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { engine, startProcess } from './support/process.js';
import { temporaryDirectory } from './support/temporary.js';

/** An hour by CHAMELAION_SOAK_MINUTES=60. */
const MINUTES = Number(process.env['CHAMELAION_SOAK_MINUTES'] ?? 2);
const PAUSE_MS = 40;

test.skipIf(process.platform !== 'linux')(
  `holds its memory over ${MINUTES} minutes of work`,
  { timeout: (MINUTES + 5) * 60_000 },
  async () => {
    const server = await startProcess('serve', {
      CHAMELAION_DATA_DIR: await temporaryDirectory(),
      CHAMELAION_ENGINE_MODULE: engine('copy'),
      CHAMELAION_GENERATE_PER_MINUTE: '1000000',
      CHAMELAION_LOG: 'off',
    });
    onTestFinished(async () => void (await server.end('SIGKILL')));
    const { caller } = server;
    const samples: number[] = [];
    const until = Date.now() + MINUTES * 60_000;
    for (let round = 0; Date.now() < until; round++) {
      if (round % 25 === 0) {
        const { output_url } = await caller.finished(await caller.submit(), 60_000);
        await (await fetch(output_url!)).arrayBuffer();
      }
      await caller.list('?limit=5');
      await caller.post('/v1/lipsync/generate', { body: '{' }).then((answer) => answer.arrayBuffer());
      if (round % 10 === 0) samples.push(await residentMb(server.child.pid!));
      await sleep(PAUSE_MS);
    }
    const half = samples.slice(samples.length >> 2, samples.length >> 1);
    const last = samples.slice(-half.length);
    console.log(`memory: ${Math.round(median(half))} MB early, ${Math.round(median(last))} MB late`);
    expect(median(last)).toBeLessThan(median(half) * 1.15 + 10);
  },
);

async function residentMb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]) / 1024;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
