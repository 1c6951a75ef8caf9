import { describe, expect, it } from 'vitest';
import { WaitTimeoutError, waitForCompletion } from '../src/index.js';
import { answer, ID, job, serve } from './support/api-server.js';
import { fetchClient, StatusError } from './support/clients.js';
import { randomFrom } from './support/random.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');

describe('waitForCompletion against a server in trouble', () => {
  it('comes through a 503 at every third poll, one reset in ten and an outage of two minutes', async () => {
    const runtime = virtualRuntime({ random: randomFrom(1) });
    const random = randomFrom(2);
    const met = { unavailable: 0, reset: 0, outage: 0 };
    await using server = await serve((request, response, count) => {
      const now = runtime.monotonic();
      const isDown = now > 3 * MINUTE_MS && now < 5 * MINUTE_MS;
      const isReset = !isDown && random() < 0.1;
      if (isDown) met.outage += 1;
      if (isReset) met.reset += 1;
      if (isDown || isReset) return void request.socket.destroy();
      if (count % 3 === 0) {
        met.unavailable += 1;
        return answer(response, 503, { error: 'service unavailable' });
      }
      answer(response, 200, job(now > 9 * MINUTE_MS ? 'completed' : 'processing'));
    });
    const request = await waitForCompletion(fetchClient(server.url), ID, { runtime });
    expect(request.status).toBe('completed');
    expect(Math.min(met.unavailable, met.reset, met.outage)).toBeGreaterThan(2);
    expect(server.requests.length).toBeLessThan(90);
  });

  it('comes through a server that is not there yet, and names the last cause when it never comes', async () => {
    const error = await waitForCompletion(fetchClient('http://127.0.0.1:1'), ID, { runtime: virtualRuntime() }).catch(
      (caught: unknown) => caught,
    );
    expect(WaitTimeoutError.isInstance(error) && [error.id, error.request]).toEqual([ID, undefined]);
    expect(error).toMatchObject({ cause: { message: 'fetch failed' }, waitedMs: 600_000 });
  });

  it('comes through names that do not resolve for a while', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('completed')));
    const down = fetchClient('http://no-such-host.invalid');
    const up = fetchClient(server.url);
    let looks = 0;
    const retrieve = (id: string) => {
      looks += 1;
      return (looks < 4 ? down : up).lipsync.requests.retrieve(id);
    };
    await waitForCompletion({ lipsync: { requests: { retrieve } } }, ID, { runtime: virtualRuntime() });
    expect(looks).toBe(4);
  });

  it('comes through answers that are cut short, not JSON, or not a request', async () => {
    await using server = await serve((_, response, count) => {
      if (count === 1)
        return void response.writeHead(200, { 'content-length': 500 }).write('{"id":', () => response.destroy());
      if (count === 2) return void response.end('<html>Please log in to the WiFi</html>');
      if (count === 3) return answer(response, 200, { hello: 'world' });
      if (count === 4) return answer(response, 200, { ...job('completed'), output_url: undefined });
      answer(response, 200, job('completed'));
    });
    await waitForCompletion(fetchClient(server.url), ID, { runtime: virtualRuntime() });
    expect(server.requests).toHaveLength(5);
  });

  it.each([
    ['retry-after', '17', 17_000],
    ['retry-after', new Date(START + 30_000).toUTCString(), 30_000],
    ['retry-after-ms', '2500', 2_500],
  ])('waits for as long as %s: %s says, by the clock of the server', async (name, value, expectedMs) => {
    const runtime = virtualRuntime({ wallSkewMs: 3_600_000 });
    await using server = await serve((_, response, count) => {
      if (count > 1) return answer(response, 200, job('completed'));
      answer(response, 429, { error: 'rate limit exceeded' }, { [name]: value, date: new Date(START).toUTCString() });
    });
    await waitForCompletion(fetchClient(server.url), ID, { runtime });
    expect(runtime.sleeps).toEqual([expectedMs]);
  });

  it.each([200, 503])('pauses between polls whatever short a time Retry-After names beside %i', async (status) => {
    await using server = await serve((_, response, count) =>
      count < 9
        ? answer(response, status, job('processing'), { 'retry-after': '0' })
        : answer(response, 200, job('completed')),
    );
    const runtime = virtualRuntime();
    await waitForCompletion(fetchClient(server.url), ID, { runtime });
    expect(Math.min(...runtime.sleeps)).toBeGreaterThan(450);
  });

  it('asks less and less often while every answer is an error', async () => {
    await using server = await serve((_, response, count) =>
      count < 9 ? answer(response, 500, {}) : answer(response, 200, job('completed')),
    );
    const runtime = virtualRuntime();
    await waitForCompletion(fetchClient(server.url), ID, { runtime, schedule: () => 0 });
    expect(runtime.sleeps).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
  });

  it('keeps its deadline, without another request, when Retry-After lies beyond it', async () => {
    await using server = await serve((_, response) => answer(response, 429, {}, { 'retry-after': '3600' }));
    const runtime = virtualRuntime();
    await expect(waitForCompletion(fetchClient(server.url), ID, { runtime })).rejects.toThrow(WaitTimeoutError);
    expect([server.requests.length, runtime.monotonic()]).toEqual([1, 600_000]);
  });

  it.each([400, 401, 403, 410])('fails at once on %i with the error of the client', async (status) => {
    await using server = await serve((_, response) => answer(response, status, { error: 'no' }));
    const runtime = virtualRuntime();
    await expect(waitForCompletion(fetchClient(server.url), ID, { runtime })).rejects.toThrow(StatusError);
    expect([server.requests.length, runtime.sleeps]).toEqual([1, []]);
  });

  it('takes 404 for "not yet" in the first ten seconds of the wait, and for "no" after that', async () => {
    const runtime = virtualRuntime();
    await using server = await serve((_, response) => answer(response, 404, { error: 'lipsync request not found' }));
    await expect(waitForCompletion(fetchClient(server.url), ID, { runtime })).rejects.toMatchObject({ status: 404 });
    expect(runtime.monotonic()).toBeGreaterThanOrEqual(10_000);
    expect(runtime.monotonic()).toBeLessThan(20_000);
  });

  it('finds a request that becomes visible a moment late', async () => {
    await using server = await serve((_, response, count) =>
      count < 4 ? answer(response, 404, {}) : answer(response, 200, job('completed')),
    );
    await waitForCompletion(fetchClient(server.url), ID, { runtime: virtualRuntime() });
    expect(server.requests).toHaveLength(4);
  });

  it('does not hide a mistake in the client', async () => {
    const retrieve = () => {
      throw new TypeError("Cannot read properties of undefined (reading 'id')");
    };
    const waiting = waitForCompletion({ lipsync: { requests: { retrieve } } }, ID, { runtime: virtualRuntime() });
    await expect(waiting).rejects.toThrow(TypeError);
  });
});
