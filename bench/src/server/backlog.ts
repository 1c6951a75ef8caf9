import type { Caller } from '../../../apps/server/test/support/caller.js';
import { measureGets } from './throughput.js';

/** How the server does with many unfinished requests. */
export interface Backlog {
  enqueuedPerSecond: number;
  firstPageP50Ms: number;
  lastPageP50Ms: number;
}

const CALLS_AT_ONCE = 8;
const LAST_PAGE = 20;

/** Queues requests behind one that takes long, then reads the first and the last page of the list. */
export async function measureBacklog(url: string, token: string, caller: Caller, count: number): Promise<Backlog> {
  const inputs = ['video', 'audio'].map((type) => ({ type, url: 'https://media.invalid/x' }));
  const init = { body: JSON.stringify({ inputs }), headers: { 'content-type': 'application/json' } };
  const startedAt = performance.now();
  let left = count;
  const submit = async () => {
    while (left-- > 0) {
      const response = await caller.post('/v1/lipsync/generate', init);
      if (response.status !== 200) throw new Error(`generate answered ${response.status}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, submit));
  const enqueuedPerSecond = count / ((performance.now() - startedAt) / 1_000);
  const page = (offset: number) => ({
    url: `${url}/v1/lipsync/requests?offset=${offset}`,
    headers: { 'x-api-key': token },
  });
  const [first, last] = await measureGets([page(0), page(count - LAST_PAGE)], 5, 500);
  return { enqueuedPerSecond, firstPageP50Ms: first!.p50Ms, lastPageP50Ms: last!.p50Ms };
}
