import { expect, test } from 'vitest';
import { clientOf, failure } from './support/client.js';
import { json, serve } from './support/server.js';
import { type Job, newJob } from './support/service.js';

/** A list of jobs, newest first, that `between` may change before each answer. */
async function listing(count: number, between: (jobs: Job[], answers: number) => void = () => {}) {
  const jobs = Array.from({ length: count }, () => newJob(new Date()));
  const server = await serve((hit, response) => {
    between(jobs, server.hits.length);
    const query = new URLSearchParams(hit.url.split('?')[1]);
    const limit = Number(query.get('limit') ?? 20);
    const offset = Number(query.get('offset') ?? 0);
    json(response, 200, {
      data: jobs.slice(offset, offset + limit),
      pagination: { limit, offset, total: jobs.length },
    });
  });
  return { server, jobs, client: clientOf(server) };
}

const idsOf = async (items: AsyncIterable<Job>): Promise<string[]> => {
  const ids: string[] = [];
  for await (const item of items) ids.push(item.id);
  return ids;
};

test('awaiting a list gives its first page, and pages lead on', async () => {
  const { client, jobs } = await listing(5);
  const page = await client.lipsync.requests.list({ limit: 3 });
  expect(page.data.map(({ id }) => id)).toEqual(jobs.slice(0, 3).map(({ id }) => id));
  expect(page.pagination).toEqual({ limit: 3, offset: 0, total: 5 });
  expect(page.hasNextPage()).toBe(true);
  const next = await page.getNextPage();
  expect(next.data).toHaveLength(2);
  expect(next.hasNextPage()).toBe(false);
  expect(await failure(next.getNextPage())).toMatchObject({ code: 'no_next_page' });
});

test('iterating a list gives every item once, in order', async () => {
  const { client, jobs, server } = await listing(23);
  expect(await idsOf(client.lipsync.requests.list({ limit: 10 }))).toEqual(jobs.map(({ id }) => id));
  expect(server.hits).toHaveLength(3);
});

test('items that appear while paging are neither repeated nor lost', async () => {
  const { client, jobs } = await listing(30, (list, answers) => {
    if (answers > 1 && answers < 6) list.unshift(newJob(new Date()), newJob(new Date()));
  });
  const ids = await idsOf(client.lipsync.requests.list({ limit: 7 }));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(new Set(jobs.map(({ id }) => id)));
});

test('a page and the next have no item in common, however many appear between', async () => {
  const { client } = await listing(10, (list, answers) => {
    if (answers === 2) list.unshift(...Array.from({ length: 12 }, () => newJob(new Date())));
  });
  const page = await client.lipsync.requests.list({ limit: 5 });
  const next = await page.getNextPage();
  const common = next.data.filter(({ id }) => page.data.some((item) => item.id === id));
  expect(common).toEqual([]);
});

test('iterating from an offset does not go back to the head', async () => {
  const { client, jobs } = await listing(9);
  expect(await idsOf(client.lipsync.requests.list({ limit: 4, offset: 2 }))).toEqual(jobs.slice(2).map(({ id }) => id));
});

test('a service that stops answering items ends the list', async () => {
  const server = await serve((_, response) =>
    json(response, 200, { data: [], pagination: { limit: 20, offset: 0, total: 99 } }),
  );
  expect(await idsOf(clientOf(server).lipsync.requests.list())).toEqual([]);
});

test('an answer that is no list is a typed error', async () => {
  const server = await serve((_, response) => json(response, 200, { hello: 'world' }));
  const error = await failure(clientOf(server).lipsync.requests.list());
  expect(error).toMatchObject({ name: 'InvalidResponseError', status: 200, body: '{"hello":"world"}' });
});

test('unknown fields of a page survive, and its response can be had', async () => {
  const server = await serve((_, response) =>
    json(response, 200, { data: [], pagination: { limit: 20, offset: 0, total: 0 }, more: 1 }, { 'x-request-id': 'r' }),
  );
  const { data, requestId } = await clientOf(server).lipsync.requests.list(null).withResponse();
  expect(data).toMatchObject({ more: 1 });
  expect(requestId).toBe('r');
});
