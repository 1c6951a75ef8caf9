import { expect, test } from 'vitest';
import { Chamelaion, type LogLevel } from '../src/index.js';
import { redact } from '../src/log/redact.js';
import { json, serve } from './support/server.js';

const KEY = 'sk-very-secret';

/** Everything that is logged for one failing call. */
async function logged(logLevel: LogLevel): Promise<string[]> {
  const server = await serve((_, response) =>
    json(
      response,
      500,
      { error: `${KEY} at https://cdn.example.com/v.mp4?X-Amz-Signature=abc123` },
      { 'retry-after-ms': '1' },
    ),
  );
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const logger = { error: write, warn: write, info: write, debug: write };
  const client = new Chamelaion({ baseURL: server.url, apiKey: KEY, logLevel, logger });
  await client
    .get('/v1/x', { query: { token: 'abc123' }, headers: { authorization: 'Bearer abc123' } })
    .catch(() => {});
  return lines;
}

test.each([
  ['off', 0],
  ['warn', 0],
  ['info', 3],
  ['debug', 4],
] as const)('at level %s a call that is tried three times writes %i lines', async (level, count) => {
  expect(await logged(level)).toHaveLength(count);
});

test('no key and no signature is ever written', async () => {
  const text = (await logged('debug')).join('\n');
  expect(text).toContain('/api/v1/x?token=***');
  expect(text).toContain('x-api-key: ***');
  expect(text).not.toContain(KEY);
  expect(text).not.toContain('abc123');
});

test.each([
  ['http://user:pass@proxy:8080/x', 'http://***@proxy:8080/x'],
  ['see https://a.b/c?x=1&sig=2#f, and https://d/e', 'see https://a.b/c?x=***&sig=***#f, and https://d/e'],
  ['no URL, 1 + 1 = 2?', 'no URL, 1 + 1 = 2?'],
])('%s is written as %s', (text, clean) => {
  expect(redact(text, [])).toBe(clean);
});
