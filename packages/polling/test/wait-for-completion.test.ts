import { describe, expect, it } from 'vitest';
import { LipsyncFailedError, WaitAbortedError, WaitTimeoutError, waitForCompletion } from '../src/index.js';
import { answer, ID, job, serve } from './support/api-server.js';
import { fetchClient } from './support/clients.js';
import { virtualRuntime } from './support/virtual-runtime.js';

const START = Date.parse('2026-01-01T00:00:00Z');

describe('waitForCompletion', () => {
  it('returns the completed request and tells every change of status once', async () => {
    const states = ['queued', 'queued', 'processing', 'processing', 'completed'];
    await using server = await serve((_, response, count) => answer(response, 200, job(states[count - 1]!)));
    const seen: string[] = [];
    const request = await waitForCompletion(fetchClient(server.url), ID, {
      runtime: virtualRuntime(),
      onUpdate: (update) => seen.push(update.request.status),
    });
    expect(request.output_url).toBe('https://storage.example.com/out.mp4');
    expect(seen).toEqual(['queued', 'processing', 'completed']);
    expect(server.requests).toHaveLength(5);
  });

  it('tells with each update how old the job is and when it looks next', async () => {
    const states = ['processing', 'completed'];
    await using server = await serve((_, response, count) =>
      answer(response, 200, job(states[count - 1]!), { date: new Date(START + 100_000).toUTCString() }),
    );
    const updates: (number | undefined)[] = [];
    await waitForCompletion(fetchClient(server.url, { withHeaders: true }), ID, {
      runtime: virtualRuntime(),
      onUpdate: ({ elapsedMs, nextPollMs }) => updates.push(elapsedMs, nextPollMs),
    });
    expect(updates).toEqual([100_500, 10_050, 100_500, undefined]);
  });

  it('takes the answer to generate as its target', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('completed')));
    await waitForCompletion(fetchClient(server.url), { request_id: ID });
    expect(server.requests[0]?.url).toBe(`/v1/lipsync/requests/${ID}`);
  });

  it('stays with the request that a reference_id stood for at first', async () => {
    await using server = await serve((_, response, count) =>
      answer(response, 200, job(count < 3 ? 'processing' : 'completed')),
    );
    await waitForCompletion(fetchClient(server.url), 'episode 42', { runtime: virtualRuntime() });
    const paths = server.requests.map((request) => request.url?.split('/').at(-1));
    expect(paths).toEqual(['episode%2042', ID, ID]);
  });

  it('rejects with the request when the job failed', async () => {
    const failed = job('failed', { error_message: 'video URL is not accessible' });
    await using server = await serve((_, response) => answer(response, 200, failed));
    const error = await waitForCompletion(fetchClient(server.url), ID).catch((caught: unknown) => caught);
    expect(LipsyncFailedError.isInstance(error) && error.request).toEqual(failed);
    expect(String(error)).toContain('video URL is not accessible');
  });

  it('goes on through statuses that it does not know', async () => {
    const states = ['queued', 'reviewing', 'completed'];
    await using server = await serve((_, response, count) => answer(response, 200, job(states[count - 1]!)));
    await waitForCompletion(fetchClient(server.url), ID, { runtime: virtualRuntime() });
    expect(server.requests).toHaveLength(3);
  });

  it('ends exactly at its deadline, after a last look just before it, with what a later call needs', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('processing')));
    const runtime = virtualRuntime();
    const error = await waitForCompletion(fetchClient(server.url), 'episode-42', { runtime, timeoutMs: 60_000 }).catch(
      (caught: unknown) => caught,
    );
    expect(WaitTimeoutError.isInstance(error) && [error.id, error.request?.status, error.waitedMs]).toEqual([
      ID,
      'processing',
      60_000,
    ]);
    expect(runtime.sleeps.at(-1)).toBeLessThanOrEqual(1_000);
  });

  it('looks exactly once with a timeout of 0', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('processing')));
    await expect(waitForCompletion(fetchClient(server.url), ID, { timeoutMs: 0 })).rejects.toThrow(WaitTimeoutError);
    expect(server.requests).toHaveLength(1);
  });

  it('keeps its deadline when the server accepts the call and never answers', async () => {
    await using server = await serve(() => {});
    const error = await waitForCompletion(fetchClient(server.url), ID, { timeoutMs: 300 }).catch(
      (caught: unknown) => caught,
    );
    expect(WaitTimeoutError.isInstance(error) && error.cause).toMatchObject({ code: 'poll_timeout' });
  });

  it('rejects at once when it is aborted in its sleep, with the id and the last state', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('processing')));
    const controller = new AbortController();
    const reason = new Error('the user left');
    let hasRejected = false;
    let hadRejected = false;
    const waiting = waitForCompletion(fetchClient(server.url), 'episode-42', {
      signal: controller.signal,
      schedule: () => 60_000,
      onUpdate: () =>
        setImmediate(() => {
          controller.abort(reason);
          setImmediate(() => {
            hadRejected = hasRejected;
          });
        }),
    });
    const error = await waiting.catch((caught: unknown) => {
      hasRejected = true;
      return caught;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hadRejected).toBe(true);
    expect(WaitAbortedError.isInstance(error) && [error.id, error.request?.status, error.cause]).toEqual([
      ID,
      'processing',
      reason,
    ]);
  });

  it('sends nothing when its signal is aborted already', async () => {
    await using server = await serve((_, response) => answer(response, 200, job('completed')));
    const waiting = waitForCompletion(fetchClient(server.url), ID, { signal: AbortSignal.abort() });
    await expect(waiting).rejects.toThrow(WaitAbortedError);
    expect(server.requests).toHaveLength(0);
  });

  it.each(['', '  '])('refuses the empty target "%s" before anything is sent', async (target) => {
    await expect(waitForCompletion(fetchClient('http://127.0.0.1:1'), target)).rejects.toMatchObject({
      code: 'invalid_option',
      option: 'target',
    });
  });

  it.each([Number.NaN, -1])('refuses a timeout of %s', async (timeoutMs) => {
    await expect(waitForCompletion(fetchClient('http://127.0.0.1:1'), ID, { timeoutMs })).rejects.toMatchObject({
      option: 'timeoutMs',
    });
  });
});
