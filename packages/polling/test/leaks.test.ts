import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type RetrievingClient, waitForCompletion, waitForMany, watch } from '../src/index.js';
import { answer, type Handler, ID, job, serve } from './support/api-server.js';
import { fetchClient } from './support/clients.js';
import { trackTimers } from './support/track-timers.js';

type Client = ReturnType<typeof fetchClient>;
type Scenario = (client: Client, controller: AbortController) => Promise<unknown>;

const asleepAfter = (client: RetrievingClient, controller: AbortController, then: () => void) =>
  waitForCompletion(client, ID, {
    signal: controller.signal,
    schedule: () => 60_000,
    onUpdate: () => setImmediate(then),
  });

/** Runs a scenario against a real server and counts what is left of timers and of listeners on the signal. */
async function leftBy(handler: Handler, scenario: Scenario): Promise<{ timers: number; listeners: number }> {
  await using server = await serve(handler);
  using timers = trackTimers();
  const controller = new AbortController();
  await scenario(fetchClient(server.url), controller).catch(() => {});
  return { timers: timers.live(), listeners: getEventListeners(controller.signal, 'abort').length };
}

const always =
  (status: string): Handler =>
  (_, response) =>
    answer(response, 200, job(status));
const never: Handler = () => {};
const nothing = { timers: 0, listeners: 0 };

describe('what a wait leaves behind', () => {
  it('is seen by the counters while it sleeps', async () => {
    let counted: unknown;
    await using server = await serve(always('processing'));
    using timers = trackTimers();
    const controller = new AbortController();
    const waiting = asleepAfter(fetchClient(server.url), controller, () => {
      counted = { timers: timers.live(), listeners: getEventListeners(controller.signal, 'abort').length };
      controller.abort();
    });
    await expect(waiting).rejects.toThrow();
    expect(counted).toEqual({ timers: 1, listeners: 1 });
  });

  it('is nothing after completion', async () => {
    const handler: Handler = (_, response, count) => answer(response, 200, job(count < 3 ? 'queued' : 'completed'));
    const scenario: Scenario = (client, { signal }) => waitForCompletion(client, ID, { signal, schedule: () => 1 });
    expect(await leftBy(handler, scenario)).toEqual(nothing);
  });

  it('is nothing after a failed job', async () => {
    const scenario: Scenario = (client, { signal }) => waitForCompletion(client, ID, { signal });
    expect(await leftBy(always('failed'), scenario)).toEqual(nothing);
  });

  it('is nothing after the deadline', async () => {
    const scenario: Scenario = (client, { signal }) => waitForCompletion(client, ID, { signal, timeoutMs: 200 });
    expect(await leftBy(always('queued'), scenario)).toEqual(nothing);
  });

  it('is nothing after an abort in the middle of a sleep', async () => {
    const scenario: Scenario = (client, controller) => asleepAfter(client, controller, () => controller.abort());
    expect(await leftBy(always('queued'), scenario)).toEqual(nothing);
  });

  it('is nothing after an abort in the middle of a call', async () => {
    const scenario: Scenario = (client, controller) => {
      setTimeout(() => controller.abort(), 50);
      return waitForCompletion(client, ID, { signal: controller.signal });
    };
    expect(await leftBy(never, scenario)).toEqual(nothing);
  });

  it('is nothing when onUpdate throws', async () => {
    const scenario: Scenario = (client, { signal }) =>
      waitForCompletion(client, ID, {
        signal,
        onUpdate: () => {
          throw new TypeError('a mistake of the caller');
        },
      });
    expect(await leftBy(always('queued'), scenario)).toEqual(nothing);
  });

  it('is nothing after a loop over watch() was left', async () => {
    const scenario: Scenario = async (client, { signal }) => {
      for await (const _ of watch(client, ID, { signal })) break;
    };
    expect(await leftBy(always('queued'), scenario)).toEqual(nothing);
  });

  it('is nothing after many jobs were aborted', async () => {
    const scenario: Scenario = (client, controller) => {
      setTimeout(() => controller.abort(), 50);
      return waitForMany(client, [ID, 'another'], { signal: controller.signal }).all();
    };
    expect(await leftBy(never, scenario)).toEqual(nothing);
  });
});
