import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { waitForCompletion } from '../src/index.js';
import { ID, job } from './support/api-server.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const MIB = 1024 * 1024;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function usedHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('a wait of 10 000 polls', () => {
  it('holds no more memory and no more listeners at its end than after its first thousand', async () => {
    const { signal } = new AbortController();
    const counts: { heap: number; listeners: number }[] = [];
    let polls = 0;
    const retrieve = async () => {
      polls += 1;
      if (polls % 1_000 === 0) counts.push({ heap: usedHeap(), listeners: getEventListeners(signal, 'abort').length });
      return job(polls === 10_000 ? 'completed' : polls % 2 ? 'queued' : 'processing');
    };
    const { sleeps, ...runtime } = virtualRuntime();
    const sleep = async (ms: number) => {
      sleeps.length = 0;
      await runtime.sleep(ms);
    };
    await waitForCompletion({ lipsync: { requests: { retrieve } } }, ID, {
      signal,
      runtime: { ...runtime, sleep },
      timeoutMs: Number.POSITIVE_INFINITY,
    });
    const [first, last] = [counts[0]!, counts.at(-1)!];
    expect(last.heap - first.heap).toBeLessThan(MIB);
    expect(new Set(counts.map(({ listeners }) => listeners))).toEqual(new Set([1]));
  });
});
