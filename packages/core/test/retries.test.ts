import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Retry } from '../src/index.js';
import { retryDelay } from '../src/retry/backoff.js';
import { clientOf, failure, urls } from './support/client.js';
import { json, reset, serve } from './support/server.js';

const soon = { 'retry-after-ms': '1' };

test.each([408, 409, 429, 500, 502, 503, 504, 520])('%s is tried again twice', async (status) => {
  const server = await serve((_, response) => json(response, status, { error: 'no' }, soon));
  expect(await failure(clientOf(server).users.getCurrent())).toMatchObject({ status, attempts: 3, isRetryable: true });
  expect(server.hits.map((hit) => hit.headers['x-chamelaion-retry-count'])).toEqual([undefined, '1', '2']);
});

test.each([400, 401, 403, 404, 412, 413, 422])('%s is final', async (status) => {
  const server = await serve((_, response) => json(response, status, { error: 'no' }, soon));
  expect(await failure(clientOf(server).users.getCurrent())).toMatchObject({ status, attempts: 1, isRetryable: false });
});

test('a reset connection is tried again', async () => {
  const server = await serve((_, response, request) =>
    server.hits.length === 1 ? reset(request) : json(response, 200, { name: 'n' }),
  );
  expect(await clientOf(server).users.getCurrent()).toEqual({ name: 'n' });
});

test.each(['127.0.0.1', 'localhost'])('a connection that %s refuses names its cause', async (host) => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  const url = `http://${host}:${port}`;
  await new Promise((resolve) => closed.close(resolve));
  const error = await failure(clientOf({ url }, { maxRetries: 0 }).users.getCurrent());
  expect(error).toMatchObject({
    name: 'APIConnectionError',
    phase: 'connect',
    message: expect.stringMatching(new RegExp(`ECONNREFUSED \\S+:${port}: nothing listens there.*base URL`)),
    cause: { code: 'ECONNREFUSED' },
    attempts: 1,
  });
});

test('x-should-retry goes before the status', async () => {
  const server = await serve(({ url }, response) =>
    url.endsWith('me')
      ? json(response, 500, {}, { ...soon, 'x-should-retry': 'false' })
      : json(response, 400, {}, { ...soon, 'x-should-retry': 'true' }),
  );
  expect(await failure(clientOf(server).users.getCurrent())).toMatchObject({ attempts: 1 });
  expect(await failure(clientOf(server).health.check())).toMatchObject({ attempts: 3 });
});

test('maxRetries counts for a client and for a call', async () => {
  const server = await serve((_, response) => json(response, 500, {}, soon));
  const client = clientOf(server, { maxRetries: 1 });
  expect(await failure(client.health.check())).toMatchObject({ attempts: 2 });
  expect(await failure(client.health.check({ maxRetries: 0 }))).toMatchObject({ attempts: 1 });
  expect(await failure(client.health.check({ maxRetries: undefined }))).toMatchObject({ attempts: 2 });
});

test('onRetry is told of each retry, and ends them with false', async () => {
  const server = await serve((_, response) => json(response, 503, { error: 'busy' }, soon));
  const told: unknown[] = [];
  const onRetry = ({ error, delayMs }: Retry) => {
    told.push([error.status, error.attempts, delayMs]);
    return error.attempts < 3;
  };
  const call = clientOf(server, { maxRetries: 9 }).lipsync.generate(urls, { onRetry });
  expect(await failure(call)).toMatchObject({ status: 503, attempts: 3 });
  expect(told).toEqual([
    [503, 1, 1],
    [503, 2, 1],
    [503, 3, 1],
  ]);
});

test.each([
  ['milliseconds', { 'retry-after-ms': '1500' }, 1500],
  ['seconds', { 'retry-after': '3' }, 3000],
  ['a fraction of a second', { 'retry-after': '0.25' }, 250],
  ['more than the cap', { 'retry-after': '9999' }, 60_000],
  ['a date in the past', { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
])('the service may ask for %s', (_, headers, ms) => {
  expect(retryDelay(new Headers(headers as never), 0, 60_000)).toBe(ms);
});

test('the service may name a date', () => {
  const headers = new Headers({ 'retry-after': new Date(Date.now() + 5000).toUTCString() });
  expect(retryDelay(headers, 0, 60_000)).toBeGreaterThan(3000);
  expect(retryDelay(headers, 0, 60_000)).toBeLessThanOrEqual(5000);
});

test('a date is taken against the answer’s own clock', () => {
  const date = new Date(Date.now() - 3_600_000);
  const headers = { date: date.toUTCString(), 'retry-after': new Date(date.getTime() + 7000).toUTCString() };
  expect(retryDelay(new Headers(headers), 0, 60_000)).toBe(7000);
});

test('without a cap, no wait is longer than a timer can be', () => {
  const headers = new Headers({ 'retry-after': '99999999' });
  expect(retryDelay(headers, 0, Number.POSITIVE_INFINITY)).toBe(2 ** 31 - 1);
});

test.each([0, 1, 2, 3, 4, 9])('without a word of the service, retry %s waits exponentially with jitter', (retries) => {
  const most = Math.min(500 * 2 ** retries, 8000);
  for (let i = 0; i < 50; i++) {
    const ms = retryDelay(new Headers({ 'retry-after': 'soon' }), retries, 60_000);
    expect(ms).toBeGreaterThanOrEqual(most * 0.75);
    expect(ms).toBeLessThanOrEqual(most);
  }
});

test('the cap on Retry-After is an option', async () => {
  const server = await serve((_, response) =>
    server.hits.length === 1 ? json(response, 429, {}, { 'retry-after': '3600' }) : json(response, 200, { name: 'n' }),
  );
  expect(await clientOf(server, { maxRetryAfter: 10 }).users.getCurrent()).toEqual({ name: 'n' });
});
