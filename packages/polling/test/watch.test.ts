import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WaitAbortedError, watch } from '../src/index.js';
import { answer, ID, job, serve } from './support/api-server.js';
import { fetchClient } from './support/clients.js';
import { trackTimers } from './support/track-timers.js';
import { virtualRuntime } from './support/virtual-runtime.js';

describe('watch', () => {
  it('yields every change of status, the failure included, and ends', async () => {
    const states = ['queued', 'queued', 'processing', 'failed'];
    await using server = await serve((_, response, count) => answer(response, 200, job(states[count - 1]!)));
    const seen: string[] = [];
    for await (const { request } of watch(fetchClient(server.url), ID, { runtime: virtualRuntime() })) {
      seen.push(request.status);
    }
    expect(seen).toEqual(['queued', 'processing', 'failed']);
  });

  it('stops at once when return() is called in the middle of a sleep', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('processing')));
    using timers = trackTimers();
    const { signal } = new AbortController();
    const iterator = watch(fetchClient(server.url), ID, { schedule: () => 60_000, signal });
    await iterator.next();
    const pending = iterator.next();
    await iterator.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect([timers.live(), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it('rejects when its signal aborts', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('processing')));
    const controller = new AbortController();
    const iterator = watch(fetchClient(server.url), ID, { schedule: () => 60_000, signal: controller.signal });
    await iterator.next();
    const pending = iterator.next();
    controller.abort();
    await expect(pending).rejects.toThrow(WaitAbortedError);
  });

  it('sends nothing and listens to nothing before the first next()', async () => {
    const { signal } = new AbortController();
    watch(fetchClient('http://127.0.0.1:1'), ID, { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
