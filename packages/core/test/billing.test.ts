import { expect, test } from 'vitest';
import { InternalServerError, PossiblyAcceptedError } from '../src/index.js';
import { clientOf, failure, urls } from './support/client.js';
import { newJob, referenceOf, service } from './support/service.js';

test('a reset after receipt leaves exactly one job, and gives its id', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const { request_id } = await clientOf(server).lipsync.generate(urls);
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
  expect(server.generates).toHaveLength(1);
});

test('an upload that was received before the reset leaves exactly one job', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const { request_id } = await clientOf(server).lipsync.generateWithMedia({
    video: Buffer.from('v'),
    audio: Buffer.from('a'),
  });
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
});

test('an upload that broke with its last bytes is looked up, however far the sender had asked', async () => {
  const server = await service([{ accept: true, answer: 'ok' }]);
  let posts = 0;
  const client = clientOf(server, {
    fetch: async (url, init) => {
      if (!url.endsWith('generate-with-media') || posts++ > 0) return fetch(url, init);
      const pieces: Uint8Array[] = [];
      for await (const piece of init!.body as ReadableStream<Uint8Array>) {
        pieces.push(piece);
        if (Buffer.from(piece).toString().endsWith('--\r\n')) break;
      }
      const { duplex, ...rest } = init as RequestInit & { duplex: string };
      await (await fetch(url, { ...rest, body: Buffer.concat(pieces) })).text();
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET', message: 'reset' } });
    },
  });
  const { request_id } = await client.lipsync.generateWithMedia({ video: Buffer.from('v'), audio: Buffer.from('a') });
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
});

test.each([500, 502, 504, 'truncated', 'cut short'] as const)(
  '%s after acceptance leaves exactly one job',
  async (answer) => {
    const server = await service([{ accept: true, answer }]);
    const { request_id } = await clientOf(server).lipsync.generate({ ...urls, reference_id: 'mine' });
    expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
  },
);

test('onRetry that refuses to send again still has the job found which was accepted', async () => {
  const server = await service([
    { accept: true, answer: 'reset' },
    { accept: false, answer: 'reset' },
  ]);
  const client = clientOf(server);
  const { request_id } = await client.lipsync.generate(urls, { onRetry: () => false });
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
  expect(await failure(client.lipsync.generate(urls, { onRetry: () => false }))).toMatchObject({ attempts: 1 });
});

test('a service that asks for no retry is not asked again, and its job is found all the same', async () => {
  const headers = { 'x-should-retry': 'false' };
  const server = await service([
    { accept: true, answer: 500, headers },
    { accept: false, answer: 500, headers },
  ]);
  const client = clientOf(server);
  const { request_id } = await client.lipsync.generate(urls);
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
  expect(await failure(client.lipsync.generate(urls))).toMatchObject({ status: 500, attempts: 1 });
  expect(server.generates).toHaveLength(2);
});

test('a reference taken back in the body of the call is replaced there too', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const options = { body: { reference_id: undefined } };
  const { request_id } = await clientOf(server).lipsync.generate({ ...urls, reference_id: 'mine' }, options);
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
});

test('a header that cannot be sent is not taken for a call that was', async () => {
  const server = await service([]);
  const error = await failure(clientOf(server).lipsync.generate(urls, { idempotencyKey: 'ключ' }));
  expect(error).toMatchObject({ name: 'InvalidArgumentError', code: 'invalid_header' });
  expect([...server.generates, ...server.lists]).toEqual([]);
});

test('an answer that never comes is looked up after the timeout', async () => {
  const server = await service([{ accept: true, answer: 'never' }]);
  const { request_id } = await clientOf(server, { timeout: 100 }).lipsync.generate(urls);
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
});

test('a reset before acceptance is sent again, with the same reference and idempotency key', async () => {
  const server = await service([{ accept: false, answer: 'reset' }]);
  const { request_id } = await clientOf(server).lipsync.generate(urls);
  expect(server.jobs.map((job) => job.id)).toEqual([request_id]);
  const [first, second] = server.generates;
  expect(referenceOf(first!)).toBe(referenceOf(second!));
  expect(first!.headers['idempotency-key']).toBeTruthy();
  expect(first!.headers['idempotency-key']).toBe(second!.headers['idempotency-key']);
  expect(server.lists).toHaveLength(1);
});

test.each([429, 503])('%s means that nothing was accepted: it is sent again without looking', async (answer) => {
  const server = await service([{ accept: false, answer, headers: { 'retry-after-ms': '5' } }]);
  await clientOf(server).lipsync.generate(urls);
  expect(server.jobs).toHaveLength(1);
  expect(server.lists).toHaveLength(0);
});

test('the reference of an earlier job is not taken for this one’s, whatever this machine’s clock says', async () => {
  const skewMs = 3_600_000;
  const old = newJob(new Date(Date.now() + skewMs - 60_000), 'episode');
  const server = await service([{ accept: false, answer: 'reset' }], { skewMs, jobs: [old] });
  const { request_id } = await clientOf(server).lipsync.generate({ ...urls, reference_id: 'episode' });
  expect(request_id).not.toBe(old.id);
  expect(server.jobs).toHaveLength(2);
});

test('a reference used before is not trusted: the error carries what is needed to find out', async () => {
  const old = newJob(new Date(Date.now() - 60_000), 'batch');
  const server = await service([{ accept: true, answer: 'reset' }], { jobs: [old] });
  const error = (await failure(
    clientOf(server).lipsync.generate({ ...urls, reference_id: 'batch' }),
  )) as PossiblyAcceptedError;
  expect(error).toBeInstanceOf(PossiblyAcceptedError);
  expect(error).toMatchObject({ code: 'possibly_accepted', referenceId: 'batch', isRetryable: false, attempts: 1 });
  expect(error.candidates.map((job) => job.id)).toEqual([server.jobs[0]!.id]);
  expect(error.since!.getTime()).toBeLessThan(Date.now());
  expect(error.idempotencyKey).toBe(server.generates[0]!.headers['idempotency-key']);
  expect((error.cause as Error).message).toContain('Connection error');
  expect(server.generates).toHaveLength(1);
});

test('several new jobs under the reference are not guessed between', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const other = newJob(new Date(), 'twice');
  server.jobs.push(other);
  const error = await failure(clientOf(server).lipsync.generate({ ...urls, reference_id: 'twice' }));
  expect((error as PossiblyAcceptedError).candidates).toHaveLength(2);
});

test('the status of the failure is that of the cause, lest the error is taken for one to try again', async () => {
  const server = await service([{ accept: true, answer: 500 }]);
  const call = clientOf(server).lipsync.generate({ ...urls, reference_id: 'ours' }, { sharedReference: true });
  expect(await failure(call)).toMatchObject({ code: 'possibly_accepted', status: undefined, cause: { status: 500 } });
});

test('two calls of this process under one reference do not take each other’s job', async () => {
  const server = await service([
    { accept: false, answer: 'reset' },
    { accept: true, answer: 'ok' },
  ]);
  const client = clientOf(server);
  const both = await Promise.allSettled([
    client.lipsync.generate({ ...urls, reference_id: 'shared' }),
    client.lipsync.generate({ ...urls, reference_id: 'shared' }),
  ]);
  const rejected = both.filter((one) => one.status === 'rejected');
  expect(rejected.map((one) => one.reason.code)).toEqual(['possibly_accepted']);
  expect(server.jobs).toHaveLength(1);
});

test('a reference that the caller calls shared is never trusted', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const call = clientOf(server).lipsync.generate({ ...urls, reference_id: 'ours' }, { sharedReference: true });
  expect(await failure(call)).toBeInstanceOf(PossiblyAcceptedError);
});

test('when nothing was accepted and no retry is left, the failure itself is thrown', async () => {
  const server = await service([{ accept: false, answer: 500 }]);
  const error = await failure(clientOf(server).lipsync.generate(urls, { maxRetries: 0 }));
  expect(error).toBeInstanceOf(InternalServerError);
  expect(server.lists).toHaveLength(1);
});

test('when it cannot be looked up it is not sent again', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  const client = clientOf(server, {
    fetch: (url, init) => (url.includes('requests?') ? Promise.reject(new TypeError('offline')) : fetch(url, init)),
  });
  const error = await failure(client.lipsync.generate(urls, { maxRetries: 0 }));
  expect(error).toBeInstanceOf(PossiblyAcceptedError);
  expect(server.generates).toHaveLength(1);
});

test('a POST to an undocumented path is not repeated when it may have been accepted', async () => {
  const server = await service([{ accept: true, answer: 'reset' }]);
  await failure(clientOf(server).post('/v1/new', { body: { reference_id: 'x' } }));
  expect(server.generates).toHaveLength(1);
});
